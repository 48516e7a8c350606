package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Sequences, apart from those that belong to an identity column. */
final class SequenceCatalog implements Catalog {
    private static final String SQL = """
            SELECT SEQUENCE_SCHEMA, SEQUENCE_NAME, DECLARED_DATA_TYPE, DECLARED_NUMERIC_PRECISION,
                   DECLARED_NUMERIC_SCALE, START_VALUE, INCREMENT, MINIMUM_VALUE, MAXIMUM_VALUE, CYCLE_OPTION, CACHE
              FROM INFORMATION_SCHEMA.SEQUENCES
            """;

    @Override
    public void read(Facts facts, Findings found) {
        facts.session()
                .query("read the sequences", SQL, SequenceCatalog::sequence)
                .forEach(found::add);
    }

    private static CatalogObject sequence(ResultSet row) throws SQLException {
        String schema = row.getString("SEQUENCE_SCHEMA");
        String sequence = row.getString("SEQUENCE_NAME");
        return new CatalogObject(new ObjectId("sequence", schema, sequence), Rank.SEQUENCE)
                .create("CREATE SEQUENCE " + identifier(schema, sequence) + " AS "
                        + type(row)
                        + " " + SequenceOptions.of(row))
                .drop("DROP SEQUENCE IF EXISTS " + identifier(schema, sequence));
    }

    private static String type(ResultSet row) throws SQLException {
        String precision = row.getString("DECLARED_NUMERIC_PRECISION");
        String scale = row.getString("DECLARED_NUMERIC_SCALE");
        return row.getString("DECLARED_DATA_TYPE")
                + (precision == null ? "" : "(" + precision + (scale == null ? "" : ", " + scale) + ")");
    }
}

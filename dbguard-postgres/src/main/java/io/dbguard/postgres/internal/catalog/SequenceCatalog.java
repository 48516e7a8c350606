package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of their own, and those that a column owns. The sequence behind an identity column comes with its table.
 *
 * <p>An owned sequence is created before its table, since the column's default names it; that it is owned is said after
 * the table.
 */
final class SequenceCatalog implements Catalog {
    private static final String SQL = """
            SELECT c.oid, n.nspname, c.relname, c.relpersistence,
                   format_type(s.seqtypid, NULL) AS type, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
                   s.seqcycle,
                   tn.nspname AS table_schema, t.relname AS table_name, a.attname AS column_name, t.oid AS table_oid
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_sequence s ON s.seqrelid = c.oid
              LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
                                   AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
                                   AND d.deptype IN ('a', 'i')
              LEFT JOIN pg_class t ON t.oid = d.refobjid
              LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
              LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
             WHERE c.relkind = 'S' AND d.deptype IS DISTINCT FROM 'i'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects = new ArrayList<>();
        session.query("read the sequences", SQL, row -> {
            objects.add(sequence(row));
            if (row.getString("table_name") != null) {
                objects.add(owner(row));
            }
            return row;
        });
        return objects;
    }

    private static CatalogObject sequence(ResultSet row) throws SQLException {
        String sequence = qualified(row);
        String unlogged = row.getString("relpersistence").equals("u") ? "UNLOGGED " : "";
        CatalogObject object = new CatalogObject(
                        new Address("pg_class", row.getLong("oid")),
                        new ObjectId("sequence", row.getString("nspname"), row.getString("relname")),
                        Rank.SEQUENCE)
                .create("CREATE " + unlogged + "SEQUENCE " + sequence + " AS " + row.getString("type") + options(row))
                .drop("DROP SEQUENCE IF EXISTS " + sequence);
        return row.getString("table_name") == null ? object : object.of(table(row));
    }

    /** All options but the type, spelled out so that no default of another version can change them. */
    static String options(ResultSet row) throws SQLException {
        return " START WITH " + row.getLong("seqstart")
                + " INCREMENT BY " + row.getLong("seqincrement")
                + " MINVALUE " + row.getLong("seqmin")
                + " MAXVALUE " + row.getLong("seqmax")
                + " CACHE " + row.getLong("seqcache")
                + (row.getBoolean("seqcycle") ? " CYCLE" : "");
    }

    private static CatalogObject owner(ResultSet row) throws SQLException {
        return new CatalogObject(
                        new Address("sequence owner", row.getLong("oid")),
                        new ObjectId("sequence owner", row.getString("nspname"), row.getString("relname")),
                        Rank.SEQUENCE_OWNER)
                .of(table(row))
                .create("ALTER SEQUENCE " + qualified(row) + " OWNED BY " + identifier(table(row)) + "."
                        + identifier(row.getString("column_name")))
                .needs(new Address("pg_class", row.getLong("oid")))
                .needs(new Address("pg_class", row.getLong("table_oid")));
    }

    private static TableName table(ResultSet row) throws SQLException {
        return new TableName(row.getString("table_schema"), row.getString("table_name"));
    }

    private static String qualified(ResultSet row) throws SQLException {
        return identifier(row.getString("nspname"), row.getString("relname"));
    }
}

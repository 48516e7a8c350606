package io.dbguard.h2.internal.snapshot;

import static io.dbguard.h2.internal.session.Quoting.identifier;
import static io.dbguard.h2.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.session.H2Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Reads where all sequences stand, identity columns included. A sequence is not part of a snapshot: what is read is the
 * present value, which is never behind one that a visible row holds.
 *
 * <p>H2 knows the value that comes next; or none, when a sequence without CYCLE has handed out its last one.
 */
public final class SequenceStates {
    private static final String KIND_OF_IDENTITY = "identity";

    private static final String SQL = """
            SELECT SEQUENCE_SCHEMA AS OF_SCHEMA, SEQUENCE_NAME AS OF_NAME, NULL AS OF_COLUMN, BASE_VALUE,
                   CASE WHEN INCREMENT > 0 THEN MAXIMUM_VALUE ELSE MINIMUM_VALUE END AS LAST_VALUE
              FROM INFORMATION_SCHEMA.SEQUENCES
            UNION ALL
            SELECT C.TABLE_SCHEMA, C.TABLE_NAME, C.COLUMN_NAME, C.IDENTITY_BASE,
                   CASE WHEN C.IDENTITY_INCREMENT > 0 THEN C.IDENTITY_MAXIMUM ELSE C.IDENTITY_MINIMUM END
              FROM INFORMATION_SCHEMA.COLUMNS C
              JOIN INFORMATION_SCHEMA.TABLES T ON T.TABLE_SCHEMA = C.TABLE_SCHEMA AND T.TABLE_NAME = C.TABLE_NAME
             WHERE C.IS_IDENTITY = 'YES' AND T.TABLE_TYPE = 'BASE TABLE'
             ORDER BY 1, 2, 3
            """;

    private SequenceStates() {}

    static List<SequenceState> read(H2Session session) {
        return session.query("read where the sequences stand", SQL, SequenceStates::state);
    }

    private static SequenceState state(ResultSet row) throws SQLException {
        String schema = row.getString("OF_SCHEMA");
        String name = row.getString("OF_NAME");
        String column = row.getString("OF_COLUMN");
        long next = row.getLong("BASE_VALUE");
        boolean exhausted = row.wasNull();
        return new SequenceState(
                column == null
                        ? new ObjectId("sequence", schema, name)
                        : new ObjectId(KIND_OF_IDENTITY, schema, name + "." + column),
                column == null ? Optional.empty() : Optional.of(new TableName(schema, name)),
                exhausted ? row.getLong("LAST_VALUE") : next,
                exhausted);
    }

    /**
     * Returns the statement that puts a sequence where it stood. H2 does not end the transaction for it, but neither does
     * a rollback take it back.
     *
     * @param state where it stood
     */
    public static String alter(SequenceState state) {
        boolean identity = state.table().isPresent();
        return subject(state)
                + (state.called() ? (identity ? "SET EXHAUSTED" : "EXHAUSTED") : "RESTART WITH " + state.value());
    }

    /**
     * Returns the statement that puts a sequence where it stood, unless it has gone beyond that in the meantime.
     *
     * @param state where it stood
     */
    public static String alterUnlessBeyond(SequenceState state) {
        if (state.called()) {
            return alter(state);
        }
        ObjectId id = state.sequence();
        String one = state.table()
                .map(table -> " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = " + literal(table.schema())
                        + " AND TABLE_NAME = " + literal(table.table()) + " AND COLUMN_NAME = "
                        + literal(column(state, table)))
                .orElseGet(() -> " FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = " + literal(id.schema())
                        + " AND SEQUENCE_NAME = " + literal(id.name()));
        String prefix = state.table().isPresent() ? "IDENTITY_" : "";
        String base = state.table().isPresent() ? "IDENTITY_BASE" : "BASE_VALUE";
        return subject(state) + "RESTART WITH (SELECT CASE WHEN " + prefix + "INCREMENT > 0 THEN GREATEST("
                + state.value() + ", " + base + ") ELSE LEAST(" + state.value() + ", " + base + ") END" + one + ")";
    }

    private static String subject(SequenceState state) {
        ObjectId id = state.sequence();
        return state.table()
                .map(table ->
                        "ALTER TABLE " + identifier(table) + " ALTER COLUMN " + identifier(column(state, table)) + " ")
                .orElseGet(() -> "ALTER SEQUENCE " + identifier(id.schema(), id.name()) + " ");
    }

    private static String column(SequenceState state, TableName table) {
        return state.sequence().name().substring(table.table().length() + 1);
    }
}

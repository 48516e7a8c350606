package io.dbguard.test.internal.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the sequences and identities of a database that count upwards. */
final class Counters {
    private static final String POSTGRES = """
            SELECT n.nspname AS schema, c.relname AS name, q.seqstart AS first, q.seqincrement AS step,
                   tn.nspname AS table_schema, t.relname AS table_name, a.attname AS column_name
              FROM pg_sequence q
              JOIN pg_class c ON c.oid = q.seqrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN LATERAL (
                    SELECT refobjid, refobjsubid FROM pg_depend
                     WHERE classid = 'pg_class'::regclass AND objid = c.oid AND refobjsubid > 0 AND deptype IN ('a', 'i')
                    UNION
                    SELECT f.adrelid, f.adnum FROM pg_depend d JOIN pg_attrdef f ON f.oid = d.objid
                     WHERE d.classid = 'pg_attrdef'::regclass AND d.refobjid = c.oid) filled ON true
              LEFT JOIN pg_class t ON t.oid = filled.refobjid
              LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
              LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = filled.refobjsubid
             WHERE q.seqincrement > 0
            """;
    private static final String H2 = """
            SELECT s.sequence_schema AS schema, s.sequence_name AS name, s.start_value AS first, s.base_value AS next,
                   c.table_schema, c.table_name, c.column_name
              FROM information_schema.sequences s
              LEFT JOIN information_schema.columns c
                ON POSITION('NEXT VALUE FOR "' || s.sequence_schema || '"."' || s.sequence_name || '"', c.column_default) > 0
             WHERE s.increment > 0
            UNION ALL
            SELECT NULL, NULL, identity_start, identity_base, table_schema, table_name, column_name
              FROM information_schema.columns
             WHERE is_identity = 'YES' AND identity_increment > 0
            """;

    private final Connection connection;
    private final String schema;
    private final Map<String, Counter> found = new HashMap<>();

    private Counters(Connection connection) throws SQLException {
        this.connection = connection;
        this.schema = connection.getSchema();
    }

    /** Returns them by their own names and by those of the columns that they fill, in lower case. */
    static Map<String, Counter> of(Connection connection) throws SQLException {
        var counters = new Counters(connection);
        boolean postgres = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        counters.read(postgres ? POSTGRES : H2, postgres);
        return counters.found;
    }

    private void read(String sql, boolean postgres) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                long next = postgres ? next(rows) : rows.getLong("next");
                boolean fills = rows.getString("column_name") != null;
                var counter = new Counter(rows.getLong("first"), next, fills);
                if (rows.getString("name") != null) {
                    found.put(name(rows.getString("schema"), rows.getString("name")), counter);
                }
                if (fills) {
                    String table = name(rows.getString("table_schema"), rows.getString("table_name"));
                    found.put(table + "." + rows.getString("column_name").toLowerCase(Locale.ROOT), counter);
                }
            }
        }
    }

    /** The number that is next stands in the sequence itself. */
    private long next(ResultSet sequence) throws SQLException {
        String from = DatabaseState.quote(sequence.getString("schema")) + "."
                + DatabaseState.quote(sequence.getString("name"));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_value, is_called FROM " + from)) {
            row.next();
            return row.getLong(1) + (row.getBoolean(2) ? sequence.getLong("step") : 0);
        }
    }

    private String name(String in, String plain) {
        return (in.equals(schema) ? plain : in + "." + plain).toLowerCase(Locale.ROOT);
    }
}

package io.dbguard.internal.watch;

import io.dbguard.internal.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Asks the database whether tables belong to this connection alone and end with it. Is asked only before a refusal. */
final class TemporaryTables {
    /** The name is looked up as the statement itself would. */
    private static final String POSTGRES = """
        SELECT count(*) > 0 AND bool_and(c.relpersistence = 't')
        FROM pg_catalog.pg_class c
        WHERE c.oid = pg_catalog.to_regclass(?)
        """;

    /** The name may stand for several; all of them must be temporary. */
    private static final String H2 = """
        SELECT count(*) > 0 AND count(*) = count(CASE WHEN table_type LIKE '%TEMPORARY' THEN 1 END)
        FROM information_schema.tables
        WHERE lower(table_name) = lower(?)
        """;

    private TemporaryTables() {}

    static boolean areAll(List<String> names, Dialect dialect, Connection connection) {
        try {
            for (String name : names) {
                if (!isOne(name, dialect, connection)) {
                    return false;
                }
            }
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static boolean isOne(String name, Dialect dialect, Connection connection) throws SQLException {
        String[] parts = name.split("\\.", -1);
        if (parts.length > 2) {
            return false;
        }
        boolean h2 = dialect == Dialect.H2;
        try (PreparedStatement query = connection.prepareStatement(h2 ? H2 : POSTGRES)) {
            query.setString(1, h2 ? parts[parts.length - 1] : quoted(parts));
            try (ResultSet result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static String quoted(String... parts) {
        var text = new StringBuilder();
        for (String part : parts) {
            text.append(text.isEmpty() ? "\"" : ".\"")
                    .append(part.replace("\"", "\"\""))
                    .append('"');
        }
        return text.toString();
    }
}

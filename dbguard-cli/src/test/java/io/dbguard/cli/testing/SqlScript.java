package io.dbguard.cli.testing;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Does with a script what {@code psql -f} does, as far as exports need it: statements, and rows after COPY. */
public final class SqlScript {
    private SqlScript() {}

    /** Loads a script; the first error ends it. */
    public static void load(String script, DataSource target) {
        try (Connection connection = target.getConnection()) {
            Iterator<String> lines = script.lines().iterator();
            var statements = new StringBuilder();
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.startsWith("COPY ") && line.endsWith(" FROM stdin;")) {
                    execute(connection, statements);
                    copy(connection, line.substring(0, line.length() - 1), lines);
                } else {
                    statements.append(line).append('\n');
                }
            }
            execute(connection, statements);
        } catch (SQLException | IOException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static void execute(Connection connection, StringBuilder statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements.toString());
        }
        statements.setLength(0);
    }

    private static void copy(Connection connection, String copy, Iterator<String> lines)
            throws SQLException, IOException {
        var rows = new StringBuilder();
        for (String line = lines.next(); !line.equals("\\."); line = lines.next()) {
            rows.append(line).append('\n');
        }
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(rows.toString()));
    }
}

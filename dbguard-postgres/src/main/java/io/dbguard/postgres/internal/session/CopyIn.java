package io.dbguard.postgres.internal.session;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** The rows that stand in a script after a {@code COPY … FROM stdin}. */
public final class CopyIn {
    private CopyIn() {}

    /**
     * Copies them.
     *
     * @param connection where to
     * @param statement the COPY
     * @param rows what follows it
     */
    public static void run(Connection connection, String statement, String rows) throws SQLException {
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, new StringReader(rows));
        } catch (IOException e) {
            throw new SQLException(e);
        }
    }
}

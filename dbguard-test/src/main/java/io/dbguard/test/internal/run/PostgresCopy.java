package io.dbguard.test.internal.run;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** A {@code COPY … FROM stdin}. Only this class knows PostgreSQL's driver, which a user of H2 does not have. */
final class PostgresCopy {
    private PostgresCopy() {}

    static void run(String copy, String rows, Connection connection) throws SQLException, IOException {
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy, new StringReader(rows));
    }
}

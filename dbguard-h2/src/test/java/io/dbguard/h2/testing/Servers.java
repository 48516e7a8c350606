package io.dbguard.h2.testing;

import java.sql.SQLException;
import org.h2.tools.Server;

/** The one server of H2 in this JVM, which ends with it. */
final class Servers {
    private static final Server SERVER = start();

    private Servers() {}

    private static Server start() {
        try {
            return Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpDaemon")
                    .start();
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static int port() {
        return SERVER.getPort();
    }
}

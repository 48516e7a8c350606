package io.dbguard.cli.internal.swap;

import io.dbguard.api.RequestException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether a database can be swapped, before any work is put into it. */
final class Readiness {
    private static final String INTACT = "nothing was changed";

    private static final String RIGHTS = """
            SELECT (r.rolsuper OR r.rolcreatedb) AND pg_catalog.pg_has_role(d.datdba, 'USAGE') AS enough,
                   r.rolname AS role, pg_catalog.pg_get_userbyid(d.datdba) AS owner
              FROM pg_catalog.pg_database d, pg_catalog.pg_roles r
             WHERE d.datname = ? AND r.rolname = current_user
            """;

    private Readiness() {}

    /**
     * Checks it.
     *
     * @param connection to a third database of the server
     * @param name the database
     * @throws RequestException if it is not ready
     */
    static void check(Connection connection, String name) throws SQLException {
        checkRights(connection, name);
        String others = Occupants.patiently(connection, name);
        if (!others.isEmpty()) {
            throw new RequestException(
                    "The database " + name + " cannot be swapped while others are in it: " + others,
                    INTACT,
                    "stop the application and whatever else is connected, and try again");
        }
    }

    private static void checkRights(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RIGHTS)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next() && !row.getBoolean("enough")) {
                    throw new RequestException(
                            "The user " + row.getString("role") + " may not swap the database " + name
                                    + ": that takes CREATEDB, and to be its owner " + row.getString("owner")
                                    + " or a member of that role",
                            INTACT,
                            "grant it, or restore without --swap");
                }
            }
        }
    }
}

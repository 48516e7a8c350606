package io.dbguard.cli.testing;

import io.dbguard.postgres.testing.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** A role that has to give a password, on a server that trusts all others. */
public final class PasswordRole {
    private static final int ATTEMPTS = 10_000;
    private static final String DEMAND = """
            DO $$ BEGIN
                CREATE TEMP TABLE hba ON COMMIT DROP AS
                    SELECT line FROM regexp_split_to_table(pg_read_file(current_setting('hba_file')), E'\\n') line
                     WHERE line ~ '^ *[a-z]';
                EXECUTE format(
                    'COPY (SELECT %%L UNION ALL SELECT line FROM hba) TO %%L (FORMAT csv, DELIMITER E''\\x01'', QUOTE E''\\x02'')',
                    'host all %1$s all scram-sha-256', current_setting('hba_file'));
            END $$""";

    private PasswordRole() {}

    /** Creates a role on the database's server. */
    public static void create(PostgresDatabase database, String role, String password) {
        database.server()
                .admin(
                        "CREATE ROLE " + role + " LOGIN PASSWORD '" + password + "'",
                        DEMAND.formatted(role),
                        "SELECT pg_reload_conf()");
        // The server reads the file again a moment later.
        for (int i = 0; i < ATTEMPTS; i++) {
            if (needsPassword(database, role)) {
                return;
            }
        }
        throw new AssertionError("The server does not ask for a password");
    }

    private static boolean needsPassword(PostgresDatabase database, String role) {
        try (Connection connection = database.as(role).getConnection()) {
            return false;
        } catch (SQLException e) {
            return true;
        }
    }
}

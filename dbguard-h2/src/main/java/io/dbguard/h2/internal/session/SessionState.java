package io.dbguard.h2.internal.session;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.RequestException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * What a session was like before dbguard changed it, so that it can be made so again.
 *
 * @param id the session's number
 * @param start when the session began, which together with the number tells sessions apart
 * @param isolation the isolation level, as SQL has it
 * @param remote whether the session comes over the network
 * @param lockTimeout in milliseconds
 * @param queryTimeout in milliseconds, 0 for none
 * @param oldCatalog whether the session shows INFORMATION_SCHEMA in the form of H2 1.4
 */
public record SessionState(
        int id, String start, String isolation, boolean remote, int lockTimeout, int queryTimeout, boolean oldCatalog) {

    private static final String GENERAL_ERROR = "HY000";
    private static final int ATTEMPTS = 20;

    /** Reads the state; no statement of this changes anything or ends a transaction. */
    static SessionState read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int id = number(statement, "CALL SESSION_ID()");
            int lockTimeout = number(statement, "CALL LOCK_TIMEOUT()");
            Map<String, String> settings = settings(statement);
            checkLocking(settings);
            for (int attempt = 1; ; attempt++) {
                try {
                    return find(statement, id, lockTimeout, settings);
                } catch (SQLException e) {
                    // H2 stumbles over another session that ends while it lists them.
                    if (attempt == ATTEMPTS || !GENERAL_ERROR.equals(e.getSQLState())) {
                        throw e;
                    }
                }
            }
        }
    }

    private static SessionState find(Statement statement, int id, int lockTimeout, Map<String, String> settings)
            throws SQLException {
        // The old and the new form of this table differ in their columns, but not in the first one and in these.
        try (ResultSet row = statement.executeQuery("SELECT * FROM INFORMATION_SCHEMA.SESSIONS")) {
            while (row.next()) {
                if (row.getInt(1) == id) {
                    checkIdle(row);
                    return new SessionState(
                            id,
                            row.getString("SESSION_START"),
                            row.getString("ISOLATION_LEVEL"),
                            row.getString("SERVER") != null,
                            lockTimeout,
                            Integer.parseInt(settings.getOrDefault("QUERY_TIMEOUT", "0")),
                            Boolean.parseBoolean(settings.get("OLD_INFORMATION_SCHEMA")));
                }
            }
        }
        throw new SQLException("The session does not find itself", "08000");
    }

    /** A connection that is in the middle of somebody's transaction is not ours to use. */
    private static void checkIdle(ResultSet row) throws SQLException {
        if (row.getBoolean("CONTAINS_UNCOMMITTED")) {
            throw new RequestException(
                    "The connection is in the middle of a transaction",
                    "nothing was changed",
                    "give dbguard a data source that is not bound to the caller's transaction");
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Map<String, String> settings(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT * FROM INFORMATION_SCHEMA.SETTINGS")) {
            Map<String, String> settings = new HashMap<>();
            while (row.next()) {
                settings.put(row.getString(1), row.getString(2));
            }
            return settings;
        }
    }

    /** With LOCK_MODE 0 nothing keeps others from changing what is being read or restored. */
    private static void checkLocking(Map<String, String> settings) {
        if ("0".equals(settings.get("LOCK_MODE"))) {
            throw new DatabaseException(
                    "The database runs with LOCK_MODE 0, which turns the isolation of transactions off",
                    "nothing was changed",
                    "run SET LOCK_MODE 3, and try again");
        }
    }

    /** Makes the session what dbguard needs. */
    void change(Statement statement, Isolation wanted, int wantedLockTimeout) throws SQLException {
        if (oldCatalog) {
            statement.execute("SET OLD_INFORMATION_SCHEMA FALSE");
        }
        if (queryTimeout != 0) {
            statement.execute("SET QUERY_TIMEOUT 0");
        }
        statement.execute("SET LOCK_TIMEOUT " + wantedLockTimeout);
        setIsolation(statement, wanted.sql());
    }

    /** Makes the session what it was. */
    void restore(Statement statement) throws SQLException {
        setIsolation(statement, isolation);
        statement.execute("SET LOCK_TIMEOUT " + lockTimeout);
        if (queryTimeout != 0) {
            statement.execute("SET QUERY_TIMEOUT " + queryTimeout);
        }
        if (oldCatalog) {
            statement.execute("SET OLD_INFORMATION_SCHEMA TRUE");
        }
    }

    private static void setIsolation(Statement statement, String level) throws SQLException {
        statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + level);
    }
}

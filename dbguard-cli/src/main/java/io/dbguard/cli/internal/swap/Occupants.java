package io.dbguard.cli.internal.swap;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who is in a database, so that its name cannot be changed. */
final class Occupants {
    private static final int MOST = 5;

    /** As long as the server itself waits before it refuses (CountOtherDBBackends): who leaves now may still be seen. */
    private static final int TRIES = 50;

    private static final long MILLIS_BETWEEN = 100;

    /**
     * What every role may see of others. A session without a user is the server's own housekeeping, which gives way by itself.
     */
    private static final String OCCUPANTS = """
            SELECT pg_catalog.format('session %s of %s', pid, usename)
                   || coalesce(' (' || nullif(application_name, '') || ')', '') || coalesce(', ' || state, '')
              FROM pg_catalog.pg_stat_activity
             WHERE datname = ? AND pid <> pg_catalog.pg_backend_pid() AND usename IS NOT NULL
            UNION ALL
            SELECT pg_catalog.format('the prepared transaction %s of %s', gid, owner)
              FROM pg_catalog.pg_prepared_xacts
             WHERE database = ?
             ORDER BY 1
            """;

    private Occupants() {}

    /** Returns who is there, in words; empty if nobody is, or soon nobody is any more. Not within a transaction. */
    static String patiently(Connection connection, String database) throws SQLException {
        String found = now(connection, database);
        for (int i = 0; i < TRIES && !found.isEmpty(); i++) {
            pause();
            found = now(connection, database);
        }
        return found;
    }

    /** Returns who is there, in words; empty if nobody is. */
    static String now(Connection connection, String database) throws SQLException {
        List<String> found = find(connection, database);
        String words = found.stream().limit(MOST).collect(Collectors.joining(", "));
        return found.size() > MOST ? words + " and " + (found.size() - MOST) + " more" : words;
    }

    private static List<String> find(Connection connection, String database) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OCCUPANTS)) {
            statement.setString(1, database);
            statement.setString(2, database);
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

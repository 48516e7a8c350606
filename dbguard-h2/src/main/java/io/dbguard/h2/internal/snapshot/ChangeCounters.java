package io.dbguard.h2.internal.snapshot;

import io.dbguard.api.DatabaseException;
import io.dbguard.h2.internal.session.H2Session;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What moves with every change of a row: for each table the number of its last modification, and how often the file was
 * written. The former moves with every commit, before others can see what was committed, with one exception: two-phase
 * transactions that outlive their session. Those are written to the file before whoever commits them is told so.
 *
 * <p>Only of databases in a file, since H2 2.4, and only an administrator can see it all. H2 2.3 counts differently: there the
 * end of every transaction that held a lock looks like a change, also that of a backup.
 */
final class ChangeCounters {
    private static final int FIRST_MINOR_VERSION = 4;

    /** SESSIONS is there because H2 answers from memory what it was asked before, unless such a table takes part. */
    private static final String ABOUT_THIS = """
            SELECT DATABASE_PATH() || '/' || DATABASE() AS DATABASE
              FROM INFORMATION_SCHEMA.USERS U, INFORMATION_SCHEMA.SESSIONS S
             WHERE S.SESSION_ID = SESSION_ID() AND U.USER_NAME = CURRENT_USER AND U.IS_ADMIN
               AND DATABASE_PATH() IS NOT NULL AND NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.IN_DOUBT)
               AND (SELECT CAST(SETTING_VALUE AS INTEGER) FROM INFORMATION_SCHEMA.SETTINGS
                     WHERE SETTING_NAME = 'info.VERSION_MINOR') >= %d
            """.formatted(FIRST_MINOR_VERSION);

    private static final String SESSIONS = "SELECT SESSION_ID || ' ' || SESSION_START FROM INFORMATION_SCHEMA.SESSIONS";

    /**
     * A table that nobody has changed since the database was opened has the number 0; then its own number and its size tell
     * it from one that was dropped and created again.
     */
    private static final String TABLES = """
            SELECT T.TABLE_SCHEMA || '.' || T.TABLE_NAME || ' '
                   || DB_OBJECT_ID('TABLE', T.TABLE_SCHEMA, T.TABLE_NAME) || ' ' || T.LAST_MODIFICATION || ' '
                   || T.ROW_COUNT_ESTIMATE
              FROM INFORMATION_SCHEMA.TABLES T, INFORMATION_SCHEMA.SESSIONS S
             WHERE S.SESSION_ID = SESSION_ID() AND T.STORAGE_TYPE IN ('CACHED', 'MEMORY') AND T.TABLE_TYPE = 'BASE TABLE'
               AND T.TABLE_CLASS = 'org.h2.mvstore.db.MVTable'
             ORDER BY 1
            """;

    /** How often the file was written, and the settings, on which the form of some values depends. */
    private static final String SETTINGS = """
            SELECT SETTING_NAME || '=' || SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS
             WHERE SETTING_NAME NOT LIKE 'info.%' OR SETTING_NAME IN ('info.VERSION', 'info.FILE_WRITE')
             ORDER BY 1
            """;

    /** A change that is not committed yet may have been counted already. */
    private static final String CHANGES_UNDER_WAY = """
            SELECT 1 FROM INFORMATION_SCHEMA.LOCKS WHERE SESSION_ID <> SESSION_ID()
            UNION ALL
            SELECT 1 FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID <> SESSION_ID() AND CONTAINS_UNCOMMITTED
            """;

    private static final String DOING = "ask whether anything has changed";

    private ChangeCounters() {}

    /** Returns what the counters show; empty if they cannot be relied on. */
    static Optional<String> read(H2Session session) {
        try {
            return session.query(DOING, ABOUT_THIS, row -> row.getString(1)).stream()
                    .findFirst()
                    .map(database -> read(session, database));
        } catch (DatabaseException e) {
            // H2 stumbles over another session that ends while it lists them.
            return Optional.empty();
        }
    }

    private static String read(H2Session session, String database) {
        String opening = Openings.token(database, new HashSet<>(texts(session, SESSIONS)));
        List<String> tables = texts(session, TABLES);
        return opening + "\n" + String.join("\n", tables) + "\n" + String.join("\n", texts(session, SETTINGS));
    }

    /** Returns the same, unless somebody else is in the middle of a change. */
    static Optional<String> readInQuiet(H2Session session) {
        Optional<String> counters = read(session);
        try {
            return counters.filter(c -> texts(session, CHANGES_UNDER_WAY).isEmpty());
        } catch (DatabaseException e) {
            return Optional.empty();
        }
    }

    private static List<String> texts(H2Session session, String sql) {
        return session.query(DOING, sql, row -> String.valueOf(row.getString(1)));
    }
}

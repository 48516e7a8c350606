package io.dbguard.postgres.internal.session;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.TableName;
import io.dbguard.provider.Patience;
import io.dbguard.provider.SqlFailures;
import io.dbguard.spi.database.AccessOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Opens a transaction whose snapshot was taken after its tables were locked.
 *
 * <p>A REPEATABLE READ transaction freezes its view at its first query, and LOCK TABLE is none (PostgreSQL docs, "LOCK",
 * Notes). So the tables are listed in a transaction of its own, locked as the first thing in the next one, and listed
 * again: if one is seen that is not locked, all starts over. No locked table can change its form from then on, and none is
 * seen in an old one. pg_dump, which lists before it locks, cannot say so.
 */
public final class LockedTables {
    private static final int ATTEMPTS = 5;
    private static final int NAMES_PER_STATEMENT = 500;

    /** The server looks for deadlocks after a second (PostgreSQL docs, 20.12). */
    private static final Duration BRIEF = Duration.ofMillis(200);

    private static final String TABLES = """
            SELECT n.nspname, c.relname
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    /** Names may have been handed on to other tables while their schemas were renamed, which waits for no table. */
    private static final String UNLOCKED = TABLES + """
               AND c.oid NOT IN (SELECT l.relation FROM pg_locks l
                                  WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted)
            """;

    /** pg_dump does the same: nobody can make the backup run code by way of a view (CVE-2024-7348). */
    private static final String NO_CODE_FROM_RELATIONS = """
            SELECT set_config(name, 'view, foreign-table', true) FROM pg_settings
             WHERE name = 'restrict_nonsystem_relation_kind'
            """;

    private LockedTables() {}

    /**
     * Opens a transaction that reads. Whoever waits with some tables locked stands in the way of a migration that has the
     * others, which then waits too, and the server ends one of the two. So this one waits for less time than the server
     * takes to look for that ({@code deadlock_timeout}), gives all up, and tries again a little later.
     *
     * @param dataSource lends the connection
     * @param options which tables to lock, and how long to try
     * @param beforehand asks what has to be asked before the snapshot is taken, in the last transaction before that
     * @param intact what is still as it was when something fails
     */
    public static PgSession toRead(
            DataSource dataSource, AccessOptions options, Consumer<PgSession> beforehand, String intact) {
        return patiently(dataSource, options, "READ ONLY", beforehand, intact);
    }

    /**
     * Opens a transaction that reads, and writes into temporary tables.
     *
     * @param dataSource lends the connection
     * @param options which tables to lock, and how long to try
     * @param intact what is still as it was when something fails
     */
    public static PgSession toCompare(DataSource dataSource, AccessOptions options, String intact) {
        return patiently(dataSource, options, "READ WRITE", session -> {}, intact);
    }

    private static PgSession patiently(
            DataSource dataSource,
            AccessOptions options,
            String access,
            Consumer<PgSession> beforehand,
            String intact) {
        var patience = new Patience(options.lockWait());
        while (true) {
            try {
                PgSession session = open(dataSource, options, access, "ACCESS SHARE", BRIEF, beforehand, intact);
                protect(session);
                return session;
            } catch (DatabaseException e) {
                if (!SqlFailures.isLockTimeout(e) || !patience.pause()) {
                    throw Blockers.named(e, dataSource, options, false, intact);
                }
            }
        }
    }

    /**
     * Opens a transaction that writes. The tables can be read by others, but not written.
     *
     * @param dataSource lends the connection
     * @param options which tables to lock, and how long to wait
     * @param intact what is still as it was when something fails
     */
    public static PgSession toWrite(DataSource dataSource, AccessOptions options, String intact) {
        try {
            return open(dataSource, options, "READ WRITE", "EXCLUSIVE", options.lockWait(), session -> {}, intact);
        } catch (DatabaseException e) {
            throw Blockers.named(e, dataSource, options, true, intact);
        }
    }

    private static PgSession open(
            DataSource dataSource,
            AccessOptions options,
            String access,
            String lockMode,
            Duration lockWait,
            Consumer<PgSession> beforehand,
            String intact) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Set<TableName> tables;
            try (PgSession session = PgSession.begin(
                    dataSource, "ISOLATION LEVEL READ COMMITTED, READ ONLY", options.lockWait(), intact)) {
                tables = list(TABLES, session, options);
                beforehand.accept(session);
            }
            PgSession session = PgSession.begin(
                    dataSource, "ISOLATION LEVEL REPEATABLE READ, " + access, options.lockWait(), intact);
            try {
                lock(session, List.copyOf(tables), lockMode, lockWait, options.lockWait());
                if (list(UNLOCKED, session, options).isEmpty()) {
                    return session;
                }
                session.close();
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
        }
        throw new DatabaseException(
                "Tables are being created faster than they can be locked",
                intact,
                "try again when the migration is over");
    }

    /**
     * Sees to it that what a transaction reads is only read, and nothing of it runs.
     *
     * @param session a transaction that only reads
     */
    public static void protect(PgSession session) {
        session.query("protect the session", NO_CODE_FROM_RELATIONS, row -> row);
    }

    private static Set<TableName> list(String sql, PgSession session, AccessOptions options) {
        return session.query("list the tables", sql, row -> new TableName(row.getString(1), row.getString(2))).stream()
                .filter(options.tables())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static void lock(
            PgSession session, List<TableName> tables, String lockMode, Duration wait, Duration waitAfterwards) {
        session.lockWait(wait);
        lock(session, tables, lockMode);
        session.lockWait(waitAfterwards);
    }

    private static void lock(PgSession session, List<TableName> tables, String lockMode) {
        List<TableName> ordered = tables.stream().sorted().toList();
        for (int from = 0; from < ordered.size(); from += NAMES_PER_STATEMENT) {
            List<TableName> batch = ordered.subList(from, Math.min(ordered.size(), from + NAMES_PER_STATEMENT));
            String names = batch.stream()
                    .map(table -> "ONLY " + Quoting.identifier(table))
                    .collect(Collectors.joining(", "));
            session.execute("lock the tables", "LOCK TABLE " + names + " IN " + lockMode + " MODE");
        }
    }
}

package io.dbguard.postgres.internal.mark;

import io.dbguard.api.BusyException;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Says in the database itself that a restore is under way whose parts have been committed, and how to undo them. It comes in
 * the transaction that creates the first object and goes in the one that creates the last, so that at any moment either
 * there is nothing to undo or it is known what. Until then nobody but the restore can write into the tables.
 */
public final class RestoreMark {
    private static final String SCHEMA = "dbguard_restoring";
    private static final String INTACT = "nothing but what a restore has left unfinished is affected";
    private static final String TRIGGER = "dbguard_restoring";

    private static final String TRY_LOCK = "SELECT pg_catalog.pg_try_advisory_xact_lock(7233457705354159151)";

    private static final String TRY_SHARED_LOCK =
            "SELECT pg_catalog.pg_try_advisory_xact_lock_shared(7233457705354159151)";

    /** Nobody else undoes or ends a restore meanwhile. */
    private static final String LOCK_MARK = "LOCK TABLE dbguard_restoring.restore IN ACCESS EXCLUSIVE MODE";

    /** Not by to_regclass, which fails where the schema may not be used. */
    private static final String EXISTS = """
            SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                            WHERE n.nspname = 'dbguard_restoring' AND c.relname = 'restore')
            """;

    private static final String CREATE = """
            CREATE SCHEMA dbguard_restoring;
            CREATE TABLE dbguard_restoring.restore (token text NOT NULL);
            CREATE TABLE dbguard_restoring.undo (number int PRIMARY KEY, statement text NOT NULL);
            COMMENT ON SCHEMA dbguard_restoring IS
              'A restore by dbguard is under way or was cut off. The next restore removes what it has left.';
            CREATE FUNCTION dbguard_restoring.refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$
              BEGIN
                IF pg_catalog.current_setting('dbguard.restoring', true) IS DISTINCT FROM TG_ARGV[0] THEN
                  RAISE EXCEPTION 'The table % is being restored', TG_TABLE_NAME USING ERRCODE = 'object_in_use';
                END IF;
                RETURN NULL;
              END
            $refuse$;
            """;

    private static final String SIGN = "INSERT INTO dbguard_restoring.restore (token) VALUES (%s)";

    private static final String NOTE = """
            INSERT INTO dbguard_restoring.undo (number, statement) VALUES (%d, %s)
            """;

    private static final String GUARD = """
            CREATE TRIGGER %s BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
               FOR EACH STATEMENT EXECUTE FUNCTION dbguard_restoring.refuse(%s)
            """;

    private final String token;

    /**
     * Creates the mark of one restore.
     *
     * @param token distinguishes it from others
     */
    public RestoreMark(String token) {
        this.token = token;
    }

    /**
     * Makes sure that a transaction is the only one that restores; it stays so until it ends.
     *
     * @param session the transaction
     * @throws BusyException if it is not
     */
    public static void checkAlone(PgSession session) {
        take(session, TRY_LOCK);
    }

    /**
     * Makes sure that no restore is under way or was cut off whose parts have been committed, and that none begins until a
     * transaction ends. Other restores of one transaction may.
     *
     * @param session the transaction, which restores all by itself
     * @throws BusyException if there is one under way
     * @throws DatabaseException if one was cut off
     */
    public static void checkWhole(PgSession session) {
        take(session, TRY_SHARED_LOCK);
        checkAbsent(session);
    }

    private static void take(PgSession session, String lock) {
        boolean taken = session.query("look for another restore", lock, row -> row.getBoolean(1))
                .get(0);
        if (!taken) {
            throw new BusyException(
                    "Another restore of this database is under way", "nothing was changed", "wait until it is done");
        }
    }

    /**
     * Makes sure that a database is not in the middle of a restore.
     *
     * @param session any transaction
     * @throws DatabaseException if it is
     */
    public static void checkAbsent(PgSession session) {
        if (isThere(session)) {
            throw new DatabaseException(
                    "A restore of this database is under way or was cut off, so what it holds is not whole",
                    "nothing was changed",
                    "wait for the restore, or start it again: it first removes what the other one has left");
        }
    }

    /**
     * Returns whether a restore is under way or was cut off.
     *
     * @param dataSource lends the connection
     * @param lockWait how long to wait for a lock
     */
    public static boolean isThere(DataSource dataSource, Duration lockWait) {
        try (PgSession session = PgSession.begin(
                dataSource, "ISOLATION LEVEL READ COMMITTED, READ ONLY", lockWait, "nothing was changed")) {
            return isThere(session);
        }
    }

    private static boolean isThere(PgSession session) {
        return session.query("look for an unfinished restore", EXISTS, row -> row.getBoolean(1))
                .get(0);
    }

    /**
     * Creates the mark, and notes how to undo what is about to be created.
     *
     * @param session the transaction that creates it
     * @param created all that will be there when it commits
     * @throws DatabaseException if somebody else than this role or a superuser may write into it
     */
    public void set(PgSession session, List<SchemaObject> created) {
        session.execute("mark the restore", CREATE);
        session.execute("mark the restore", Creations.CREATE);
        Authorship.checkOwn(session);
        session.execute("mark the restore", SIGN.formatted(Quoting.literal(token)));
        int number = 0;
        for (SchemaObject object : created) {
            for (String statement : object.drop()) {
                session.execute("mark the restore", NOTE.formatted(number++, Quoting.literal(statement)));
            }
        }
    }

    /**
     * Notes what was created, so that nothing else is ever taken for it.
     *
     * @param session the transaction that has created it
     */
    public void noteCreated(PgSession session) {
        Creations.note(session);
    }

    /**
     * Keeps everybody else from writing into tables.
     *
     * @param session the transaction that creates them
     * @param tables which
     */
    public void guard(PgSession session, List<TableName> tables) {
        for (TableName table : tables) {
            session.execute(
                    "guard the table " + table,
                    GUARD.formatted(TRIGGER, Quoting.identifier(table), Quoting.literal(token)));
        }
    }

    /**
     * Lets a transaction write.
     *
     * @param session one of this restore
     */
    public void permit(PgSession session) {
        session.query("set up the restore", "SELECT set_config('dbguard.restoring', ?, true)", row -> row, token);
    }

    /**
     * Removes the mark and the guards: the restore is whole once this is committed.
     *
     * @param session the transaction that creates what was missing
     * @param tables those that were guarded
     * @throws DatabaseException if the mark is not there any more, or is another restore's
     */
    public void remove(PgSession session, List<TableName> tables) {
        if (!isThere(session) || !isOwn(session)) {
            throw new DatabaseException(
                    "Somebody has removed the mark of this restore while it was at work",
                    "its last step was not done",
                    "look at what it has created, and start it again");
        }
        for (TableName table : tables) {
            session.execute("open the table " + table, "DROP TRIGGER " + TRIGGER + " ON " + Quoting.identifier(table));
        }
        dropSchema(session);
    }

    private static void dropSchema(PgSession session) {
        session.execute("remove the mark of the restore", "DROP SCHEMA " + SCHEMA + " CASCADE");
    }

    /**
     * Undoes what this restore has left, if anything.
     *
     * @param dataSource lends the connection
     * @param lockWait how long to wait for a lock
     */
    public void undo(DataSource dataSource, Duration lockWait) {
        try (PgSession session = writing(dataSource, lockWait)) {
            if (isThere(session) && isOwn(session)) {
                undo(session);
            }
        }
    }

    /**
     * Undoes what a restore has left that was cut off, if one was.
     *
     * @param dataSource lends the connection
     * @param lockWait how long to wait for a lock
     * @throws BusyException if it is still at work
     * @throws DatabaseException if something else stands now where it had created something, or if this role or a superuser may
     *     not be who began it
     */
    public static void recover(DataSource dataSource, Duration lockWait) {
        try (PgSession session = writing(dataSource, lockWait)) {
            if (!isThere(session)) {
                return;
            }
            checkAlone(session);
            if (isThere(session)) { // It may just have been done.
                undo(session);
            }
        }
    }

    private static PgSession writing(DataSource dataSource, Duration lockWait) {
        return PgSession.begin(dataSource, "ISOLATION LEVEL READ COMMITTED, READ WRITE", lockWait, INTACT);
    }

    private static void undo(PgSession session) {
        Authorship.check(session);
        session.execute("lock the mark of the restore", LOCK_MARK);
        Creations.check(session);
        if (!Creations.areGone(session)) {
            statements(session).forEach(statement -> session.execute("undo the restore", statement));
        }
        dropSchema(session);
        session.commit();
    }

    private boolean isOwn(PgSession session) {
        session.execute("lock the mark of the restore", LOCK_MARK);
        return session.query(
                        "read the mark of the restore",
                        "SELECT token FROM dbguard_restoring.restore",
                        row -> row.getString(1))
                .contains(token);
    }

    private static List<String> statements(PgSession session) {
        return session.query(
                "read the mark of the restore",
                "SELECT statement FROM dbguard_restoring.undo ORDER BY number DESC",
                row -> row.getString(1));
    }
}

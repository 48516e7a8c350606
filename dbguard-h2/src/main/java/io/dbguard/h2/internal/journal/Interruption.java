package io.dbguard.h2.internal.journal;

import io.dbguard.api.DatabaseException;
import io.dbguard.h2.internal.session.H2Session;
import java.util.List;
import java.util.Set;

/** What a restore leaves behind when its process dies, as far as H2 does not undo it by itself. */
public final class Interruption {
    private Interruption() {}

    /**
     * Refuses to go on if a restore is under way or was cut off.
     *
     * @param session any session
     * @throws DatabaseException if so
     */
    public static void refuse(H2Session session) {
        if (isThere(session)) {
            throw new DatabaseException(
                    "A restore of this database is under way, or was cut off and is not undone yet",
                    "the database was not changed, and all that the restore replaced is still there",
                    "if no restore is running, start any restore: it first undoes the old one");
        }
    }

    /**
     * Returns whether a restore is under way or was cut off.
     *
     * @param session any session
     */
    public static boolean isThere(H2Session session) {
        return !Journal.find(session).isEmpty();
    }

    /**
     * Puts right what a restore left that was cut off: undoes it, or clears up if it was done already.
     *
     * @param session any session
     * @throws DatabaseException if the restore still runs, or its journal may be somebody else's words
     */
    public static void putRight(H2Session session) {
        List<Journal> journals = Journal.find(session);
        if (!journals.isEmpty()) {
            Set<String> trusted = TrustedSchemas.of(session);
            journals.forEach(journal -> checkTrusted(journal, trusted, session));
        }
        for (Journal journal : journals) {
            journal.owner().forEach(owner -> checkEnded(owner.life(session, journal)));
            putRight(journal);
        }
    }

    /** Undoes what the journal lists, or clears up if it was done. */
    static void putRight(Journal journal) {
        if (journal.isDone()) {
            journal.finish();
        } else {
            journal.undo();
        }
    }

    private static void checkTrusted(Journal journal, Set<String> trusted, H2Session session) {
        if (!trusted.contains(journal.schema())) {
            String owner = TrustedSchemas.owner(session, journal.schema());
            throw new DatabaseException(
                    "The schema " + journal.schema() + " holds the journal of a restore that was cut off, and " + owner
                            + ", to whom it belongs, can have put any statement there to be run by this user",
                    "none was run and nothing was changed",
                    "have " + owner
                            + " start a restore, which undoes the old one, if need be after the database was closed and opened"
                            + " again; or, if there was none, drop the table "
                            + Journal.TABLE + " of that schema");
        }
    }

    private static void checkEnded(RestoreOwner.Life life) {
        if (life == RestoreOwner.Life.RUNS) {
            throw new DatabaseException(
                    "Another restore of this database is running",
                    "this one has changed nothing",
                    "wait until the other one is done");
        }
        if (life == RestoreOwner.Life.UNKNOWN) {
            throw new DatabaseException(
                    "A restore of this database is under way, or was cut off and is not undone yet",
                    "this one has changed nothing",
                    "if it does not run any more, have the database closed and opened again, and start this one anew, which"
                            + " undoes the other; where the journal is in PUBLIC, an administrator's restore can do without that");
        }
    }
}

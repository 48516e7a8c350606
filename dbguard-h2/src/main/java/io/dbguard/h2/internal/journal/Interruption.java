package io.dbguard.h2.internal.journal;

import io.dbguard.api.DatabaseException;
import io.dbguard.h2.internal.session.H2Session;

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
     * @throws DatabaseException if the restore still runs
     */
    public static void putRight(H2Session session) {
        for (Journal journal : Journal.find(session)) {
            journal.owner().forEach(owner -> checkEnded(owner.life(session, journal)));
            if (journal.isDone()) {
                journal.finish();
            } else {
                journal.undo();
            }
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
                    "have an administrator restore, who can see which it is");
        }
    }
}

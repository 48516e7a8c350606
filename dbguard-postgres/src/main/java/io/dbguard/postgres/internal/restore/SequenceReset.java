package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.SequenceState;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;

/**
 * Sets a sequence so that a rollback takes it back. setval() alone is not transactional, but a restarted sequence is a new
 * one until the commit, and setval() then acts on that.
 */
public final class SequenceReset {
    private SequenceReset() {}

    /**
     * Sets a sequence.
     *
     * @param session the transaction
     * @param state where it is to stand
     */
    public static void set(PgSession session, SequenceState state) {
        session.execute("restart the " + state.sequence(), "ALTER SEQUENCE " + identifier(state) + " RESTART");
        session.execute("set the " + state.sequence(), setval(state));
    }

    /** Returns the statement that puts a sequence where it stood. */
    static String setval(SequenceState state) {
        return "SELECT pg_catalog.setval(" + Quoting.literal(identifier(state)) + ", " + state.value() + ", "
                + state.called() + ")";
    }

    private static String identifier(SequenceState state) {
        return Quoting.identifier(state.sequence().schema(), state.sequence().name());
    }
}

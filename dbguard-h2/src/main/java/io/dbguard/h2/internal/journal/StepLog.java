package io.dbguard.h2.internal.journal;

import io.dbguard.api.DatabaseException;
import io.dbguard.h2.internal.session.H2Session;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the steps that H2 commits at once, each after it was written down with its inverse. The journal is created
 * with the first step; a restore that needs none leaves no trace. Not thread-safe.
 */
public final class StepLog {
    private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

    private final H2Session session;
    private final List<String> schemas;
    private final RestoreOwner owner;
    private @Nullable Journal journal;

    /**
     * Creates a log.
     *
     * @param session where the steps are carried out
     * @param schemas where the journal may be, the first in which the user may create a table is taken
     */
    public StepLog(H2Session session, List<String> schemas) {
        this.session = session;
        this.schemas = List.copyOf(schemas);
        this.owner = RestoreOwner.begin(session);
    }

    /**
     * Carries out a DDL statement.
     *
     * @param doing what for
     * @param statement the statement
     * @param undo what takes it back
     * @param finish what is to be done about it when the restore is done
     */
    public void step(String doing, String statement, List<String> undo, List<String> finish) {
        write(undo, finish);
        session.commit();
        session.execute(doing, statement);
    }

    /**
     * Writes down what the present transaction will have done when it is committed. Creating the journal ends the
     * transaction, so the first step must not be one of these in the middle of a transaction.
     *
     * @param undo what takes it back
     * @param finish what is to be done about it when the restore is done
     */
    public void write(List<String> undo, List<String> finish) {
        journal().add(undo, finish);
    }

    /** Returns whether a step was written down. */
    public boolean hasBegun() {
        return journal != null;
    }

    /** Says, in the present transaction, that the restore is done. */
    public void markDone() {
        if (journal != null) {
            journal.markDone();
        }
    }

    /** Clears up behind a restore that is done. If that fails the next restore does it. */
    public void finish() {
        owner.end();
        try {
            if (journal != null) {
                journal.finish();
            }
        } catch (DatabaseException e) {
            LOG.warn(
                    "The restore is done, but what it replaced is still there, in tables called DBGUARD_ASIDE…; the next"
                            + " restore removes it: {}",
                    e.getMessage());
        }
    }

    /** Says that this restore does nothing more of its own accord, so that what it left may be undone by anybody. */
    public void giveUp() {
        owner.end();
    }

    /**
     * Undoes what was done, unless it turns out that the restore was done after all.
     *
     * @param over the session to do it with, which need not be the one that did the steps
     */
    public void undo(H2Session over) {
        if (journal != null) {
            journal.over(over).forEach(Interruption::putRight);
        }
    }

    private Journal journal() {
        Journal known = journal;
        if (known == null) {
            known = create();
            journal = known;
        }
        return known;
    }

    /** Where the next restore believes the journal, should this one be cut off. */
    private List<String> trustedFirst() {
        Set<String> trusted = TrustedSchemas.of(session);
        return Stream.concat(
                        schemas.stream().filter(trusted::contains),
                        schemas.stream().filter(schema -> !trusted.contains(schema)))
                .toList();
    }

    private Journal create() {
        DatabaseException refused = null;
        for (String schema : trustedFirst()) {
            try {
                return Journal.create(session, schema, owner);
            } catch (DatabaseException e) {
                refused = e;
            }
        }
        throw refused != null ? refused : new IllegalStateException("No schema was given");
    }
}

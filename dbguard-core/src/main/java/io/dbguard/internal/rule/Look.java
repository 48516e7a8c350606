package io.dbguard.internal.rule;

import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.TableLock;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;

/** A statement, all that is known when it runs, and what was found so far. Not thread-safe. */
public final class Look {
    private final Parsed parsed;
    private final Scene scene;
    private final List<TableLock> locks;
    private final List<Found> found = new ArrayList<>();

    /**
     * Looks at a statement.
     *
     * @param parsed the statement
     * @param scene what is known when it runs
     */
    public Look(Parsed parsed, Scene scene) {
        this.parsed = parsed;
        this.scene = scene;
        this.locks = LockFacts.of(parsed.command(), scene);
    }

    /** Returns what the statement says. */
    public Command command() {
        return parsed.command();
    }

    /** Returns the statement. */
    public Parsed parsed() {
        return parsed;
    }

    /** Returns what is known when it runs. */
    public Scene scene() {
        return scene;
    }

    /** Returns the locks that it takes on tables that hold somebody's data. */
    public List<TableLock> locks() {
        return locks;
    }

    /** Returns what was found. */
    public List<Found> found() {
        return found;
    }

    boolean postgres() {
        return scene.dialect() == Dialect.POSTGRESQL;
    }

    /** Returns whether nobody reads or writes anywhere while the statement works under such a lock. */
    boolean locks(LockMode mode) {
        return locks.stream().anyMatch(lock -> lock.mode().compareTo(mode) >= 0);
    }

    Token start() {
        return parsed.statement().tokens().get(0);
    }

    void add(Rule rule, Subject subject) {
        add(rule, subject, start());
    }

    void add(Rule rule, Subject subject, Token where) {
        add(rule, rule.risk(), subject, where);
    }

    /** Notes a finding, unless it is about a table that the same migrations create: nobody uses that yet. */
    void add(Rule rule, Risk risk, Subject subject, Token where) {
        if (!scene.history().isNew(subject.get("table"))) {
            found.add(new Found(rule, risk, subject, where));
        }
    }
}

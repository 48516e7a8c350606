package io.dbguard.internal.rule;

import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.MigrationScript.Frame;
import io.dbguard.api.migration.TableLock;
import io.dbguard.internal.command.Command.SetParameter;
import io.dbguard.internal.command.Command.Transaction;
import io.dbguard.internal.sql.Token;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which transaction is open and what it has locked. One for each script. Not thread-safe. */
public final class TransactionState {
    private final Frame frame;
    private final Map<String, LockMode> held = new LinkedHashMap<>();
    private Optional<Token> begin = Optional.empty();
    private boolean lockTimeout;
    private String addedLabel = "";

    /**
     * Begins with a script.
     *
     * @param frame what whoever runs it puts around it
     */
    public TransactionState(Frame frame) {
        this.frame = frame;
    }

    /** How sure it is that the statements run in one transaction. */
    public enum Certainty {
        /** They do not. */
        NO,
        /** Nobody said, but most runners do it that way. */
        LIKELY,
        /** The script or its runner says so. */
        YES
    }

    /** Returns whether this statement and the one before run in one transaction. */
    public Certainty inTransaction() {
        if (begin.isPresent() || frame == Frame.TRANSACTION) {
            return Certainty.YES;
        }
        return frame == Frame.UNKNOWN ? Certainty.LIKELY : Certainty.NO;
    }

    /** Returns what whoever runs the script puts around it. */
    Frame frame() {
        return frame;
    }

    /** Returns the BEGIN of the transaction that the script itself began. */
    public Optional<Token> begin() {
        return begin;
    }

    /** Returns the strongest lock of the transaction on each table. */
    Map<String, LockMode> held() {
        return held;
    }

    /** Returns whether somebody said how long to wait for a lock. */
    boolean hasLockTimeout() {
        return lockTimeout;
    }

    /** Returns the label that the transaction added to an enum, with its quotes; empty if none. */
    String addedLabel() {
        return addedLabel;
    }

    /**
     * Goes past a statement.
     *
     * @param look the statement
     */
    public void pass(Look look) {
        if (look.command() instanceof Transaction transaction) {
            pass(transaction, look.start());
        }
        if (look.command() instanceof SetParameter set && set.name().equals("lock_timeout")) {
            lockTimeout = !LockTimeouts.isNone(set.value());
        }
        if (inTransaction() == Certainty.NO) {
            held.clear();
        } else {
            look.locks().forEach(this::hold);
        }
        addedLabel = EnumLabels.added(look).orElse(addedLabel);
    }

    private void hold(TableLock lock) {
        held.merge(lock.table(), lock.mode(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    private void pass(Transaction transaction, Token where) {
        switch (transaction.verb()) {
            case BEGIN -> {
                begin = Optional.of(where);
                held.clear();
                addedLabel = "";
            }
            case COMMIT, ROLLBACK -> {
                begin = Optional.empty();
                held.clear();
                addedLabel = "";
            }
            case SAVEPOINT -> {
                // Locks stay.
            }
        }
    }
}

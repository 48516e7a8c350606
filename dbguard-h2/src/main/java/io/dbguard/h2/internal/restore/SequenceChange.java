package io.dbguard.h2.internal.restore;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.snapshot.SequenceStates;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts sequences where they are to stand, within the present transaction.
 *
 * <p>H2 writes a sequence to the catalogue in a transaction of its own, unless the session holds the catalogue's lock.
 * CREATE GLOBAL TEMPORARY TABLE IF NOT EXISTS … TRANSACTIONAL takes that lock, and does nothing else when the table is
 * there. The value in memory does not go back with a rollback, though.
 */
final class SequenceChange {
    private final H2Session session;
    private final List<SequenceState> wanted;
    private final Map<ObjectId, SequenceState> before;
    private boolean set;

    SequenceChange(H2Session session, List<SequenceState> wanted, Map<ObjectId, SequenceState> before) {
        this.session = session;
        this.wanted = wanted;
        this.before = before;
    }

    /**
     * Sets the sequences.
     *
     * @param tables tables that are there
     */
    void set(Collection<TableName> tables) {
        if (!wanted.isEmpty()) {
            tables.stream()
                    .filter(table -> wanted.stream()
                            .anyMatch(state -> state.sequence().schema().equals(table.schema())))
                    .findFirst()
                    .ifPresent(this::lockCatalogue);
        }
        set = true;
        wanted.forEach(state -> session.execute("set the " + state.sequence(), SequenceStates.alter(state)));
    }

    private void lockCatalogue(TableName table) {
        session.execute(
                "lock the catalogue",
                "CREATE GLOBAL TEMPORARY TABLE IF NOT EXISTS " + identifier(table) + "(X INTEGER) TRANSACTIONAL");
    }

    /** Puts back, after a rollback, what {@link #set} has changed in memory. */
    void undo(H2Session over) {
        if (set) {
            old().forEach(old -> over.execute("put back the " + old.sequence(), SequenceStates.alter(old)));
        }
    }

    /** Returns the statements that do the same later, when others may have gone on. */
    List<String> undoLater() {
        return old().stream().map(SequenceStates::alterUnlessBeyond).toList();
    }

    private List<SequenceState> old() {
        return wanted.stream()
                .map(state -> before.get(state.sequence()))
                .filter(Objects::nonNull)
                .toList();
    }
}

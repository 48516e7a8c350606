package io.dbguard.internal.watch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What each connection has written and not yet committed. Thread-safe. */
final class Transactions {
    /** Tables are words for a person; a few are enough. */
    private static final int MOST = 50;

    private final Map<String, Set<String>> open = new ConcurrentHashMap<>();
    private final Consumer<Iterable<String>> written;

    Transactions(Consumer<Iterable<String>> written) {
        this.written = written;
    }

    /** Notes what is there for others to see. */
    void done(List<String> tables) {
        written.accept(tables);
    }

    /** Notes what is there only after a commit. */
    void pending(String connection, List<String> tables) {
        Set<String> all = open.computeIfAbsent(connection, id -> ConcurrentHashMap.newKeySet());
        if (all.size() < MOST) {
            all.addAll(tables);
        }
    }

    /** The transaction has ended, well or, for all one knows, perhaps well. */
    void ended(String connection) {
        Set<String> tables = open.remove(connection);
        if (tables != null) {
            written.accept(tables);
        }
    }

    /** The transaction was undone. */
    void undone(String connection) {
        open.remove(connection);
    }
}

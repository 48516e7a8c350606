package io.dbguard.internal.schedule;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables that were said to be written, some of them. They are words for a person; every backup looks at everything,
 * so that a name that is not kept here is no loss. Thread-safe, and a name that is known costs a look; only one thread takes.
 */
final class WrittenTables {
    private static final int MOST = 50;
    private static final int LONGEST = 128;

    private volatile Set<String> names = ConcurrentHashMap.newKeySet();

    void add(@Nullable String name) {
        Set<String> known = names;
        if (name != null && name.length() <= LONGEST && !known.contains(name) && known.size() < MOST) {
            known.add(name);
        }
    }

    void addAll(Collection<String> all) {
        all.forEach(this::add);
    }

    /** Returns them in order and forgets them. */
    List<String> take() {
        Set<String> taken = names;
        names = ConcurrentHashMap.newKeySet();
        return taken.stream().sorted().toList();
    }
}

package io.dbguard.internal.watch;

import io.dbguard.internal.sql.Dialect;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads each text of SQL once, and remembers those that were used of late. Takes a few megabytes at the most. Thread-safe.
 */
final class Readings {
    private static final int MOST = 1000;
    private static final int LONGEST = 4000;

    private final StatementReader reader;
    private volatile Map<String, Reading> recent = new ConcurrentHashMap<>();
    private volatile Map<String, Reading> before = Map.of();

    Readings(Dialect dialect) {
        this.reader = new StatementReader(dialect);
    }

    Reading of(String sql) {
        Reading known = recent.get(sql);
        return known == null ? promoteOrRead(sql) : known;
    }

    private Reading promoteOrRead(String sql) {
        Reading old = before.get(sql);
        Reading reading = old == null ? reader.read(sql) : old;
        if (sql.length() <= LONGEST) {
            remember(sql, reading);
        }
        return reading;
    }

    int remembered() {
        return recent.size() + before.size();
    }

    /** Two threads may both make room; then more is forgotten than need be, and read again. */
    private void remember(String sql, Reading reading) {
        if (recent.size() >= MOST) {
            before = recent;
            recent = new ConcurrentHashMap<>();
        }
        recent.put(sql, reading);
    }
}

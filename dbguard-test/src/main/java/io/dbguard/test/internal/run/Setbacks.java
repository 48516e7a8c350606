package io.dbguard.test.internal.run;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sequences and identities that hand out numbers which they have handed out before. What fills a column may go back as long as
 * no row holds such a number; what fills none may not, for nobody knows where its numbers are.
 */
final class Setbacks {
    private final DatabaseState before;
    private final DatabaseState after;
    private final Tolerance tolerance;
    private final List<String> found = new ArrayList<>();

    Setbacks(DatabaseState before, DatabaseState after, Tolerance tolerance) {
        this.before = before;
        this.after = after;
        this.tolerance = tolerance;
    }

    List<String> find() {
        new TreeMap<>(before.counters()).forEach((name, counter) -> {
            if (!counter.fills()) {
                ofNoColumn(name, counter);
            } else if (name.contains(".")) {
                ofColumn(name, counter);
            }
        });
        return found;
    }

    private void add(String name, String what) {
        if (!tolerance.allows(name)) {
            found.add(what);
        }
    }

    private void ofNoColumn(String name, Counter counter) {
        Counter now = after.counters().get(name);
        now = now == null ? after.counters().get(tolerance.nameNow(name)) : now;
        if (now == null && counter.next() > counter.first()) {
            add(name, "the sequence " + name + " is gone; its next number was " + counter.next());
        } else if (now != null && now.next() < counter.next()) {
            add(name, "the sequence " + name + " went back from " + counter.next() + " to " + now.next());
        }
    }

    private void ofColumn(String name, Counter counter) {
        String table = name.substring(0, name.lastIndexOf('.'));
        TableState now = after.tables().get(tolerance.tableNow(table, after));
        if (!before.tables().containsKey(table) || now == null) {
            return;
        }
        String column = tolerance.columnNow(table, name.substring(table.length() + 1), now);
        Counter next = after.counters().get(now.name() + "." + column);
        Optional<BigInteger> highest = highest(now, column);
        if (next != null
                && next.next() < counter.next()
                && highest.isPresent()
                && highest.get().compareTo(BigInteger.valueOf(next.next())) >= 0) {
            String what = " went back from " + counter.next() + " to " + next.next() + ", though " + highest.get();
            add(name, "the numbers of " + name + what + " is taken");
        }
    }

    private static Optional<BigInteger> highest(TableState table, String column) {
        return table.rows().stream()
                .map(row -> row.get(column))
                .filter(Objects::nonNull)
                .filter(value -> value.matches("-?\\d+"))
                .map(BigInteger::new)
                .max(BigInteger::compareTo);
    }
}

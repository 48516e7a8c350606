package io.dbguard.internal.rule;

import io.dbguard.internal.command.Column;
import java.util.Optional;

/**
 * What fills a column with numbers.
 *
 * @param name the name of the sequence; that of an identity is the one that PostgreSQL gives it
 * @param first the number with which it begins
 */
record Counter(String name, long first) {

    /** Returns what fills a column, empty if nothing counts there. */
    static Optional<Counter> of(Column column, String table, History history) {
        if (column.counts()) {
            return Optional.of(new Counter(table + "_" + column.name() + "_seq", column.first()));
        }
        return column.defaultValue()
                .flatMap(value -> value.nextOf())
                .map(sequence -> new Counter(sequence, history.firstOf(sequence)));
    }
}

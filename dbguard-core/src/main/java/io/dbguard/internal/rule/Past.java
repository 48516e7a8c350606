package io.dbguard.internal.rule;

import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.rule.Origins.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How what is found in the scripts was before the first of them, as a database shows it: under which names, and whether it
 * held then what it is going to hold. Not thread-safe.
 */
public final class Past {
    private final Origins origins = new Origins();
    private final Writes writes = new Writes(origins);

    /**
     * Notes a statement that has been judged.
     *
     * @param parsed the statement
     */
    public void note(Parsed parsed) {
        writes.note(parsed);
        origins.note(parsed);
    }

    /** From here on nothing is known: something ran that nobody could read. */
    public void lose() {
        origins.lose();
    }

    /**
     * Returns what a finding is about, by the names that it had in the database before the scripts; empty if that cannot be
     * told.
     *
     * @param subject by the names of the scripts
     */
    public Optional<Subject> of(Subject subject) {
        Subject before = subject;
        // Where there is a table, a name is that of something in it.
        String own = subject.get("table").isEmpty() ? "name" : "table";
        for (String word : List.of(own, "other")) {
            if (!before.get(word).isEmpty()) {
                Optional<String> name = origins.of(before.get(word)).before();
                if (name.isEmpty()) {
                    return Optional.empty();
                }
                before = before.with(word, name.get());
            }
        }
        return isReadAsBefore(subject) ? withColumns(subject, before) : Optional.empty();
    }

    private Optional<Subject> withColumns(Subject subject, Subject before) {
        if (subject.get("column").isEmpty() || subject.get("table").isEmpty()) {
            return Optional.of(before);
        }
        List<String> columns = new ArrayList<>();
        for (String column : subject.get("column").split(", ", -1)) {
            Optional<String> name = origins.column(subject.get("table"), column).before();
            if (name.isEmpty()) {
                return Optional.empty();
            }
            columns.add(name.get());
        }
        return Optional.of(before.with("column", String.join(", ", columns)));
    }

    /** A condition is asked as it stands, so each of its words has to mean now what it means then. */
    private boolean isReadAsBefore(Subject subject) {
        String condition = subject.get("condition").toLowerCase(Locale.ROOT);
        String others = subject.get("others").toLowerCase(Locale.ROOT);
        String queries = others + (condition.contains("select") ? " " + condition : "");
        return words(queries).allMatch(word -> origins.of(word).equals(new Origin.Before(word)))
                && words(others + " " + condition).map(Origins::plain).noneMatch(origins::mayBeAnotherColumn);
    }

    private static Stream<String> words(String sql) {
        return Stream.of(sql.split("[^\\w.]+", -1)).filter(word -> !word.isEmpty());
    }

    /**
     * Returns whether what a finding is about may hold other values by now than before the scripts.
     *
     * @param before what it is about, as {@link #of} tells it
     */
    public boolean isOver(Subject before) {
        return writes.concern(before);
    }
}

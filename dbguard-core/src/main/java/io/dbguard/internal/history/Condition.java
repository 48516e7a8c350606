package io.dbguard.internal.history;

import io.dbguard.api.RequestException;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which rows are meant: those with these values, as text.
 *
 * @param values by column
 */
record Condition(Map<String, String> values) {
    private static final String INTACT = "nothing was changed";

    /**
     * Reads what a person types: {@code 42} for a key of one column, {@code a=1,b=2} for columns by their names. A comma ends a
     * value only where the name of a column and {@code =} follow.
     *
     * @throws RequestException if it names no row; the message holds no value
     */
    static Condition parse(String text, Table table) {
        List<String> columns = table.columns().stream().map(Column::name).toList();
        List<MatchResult> starts = starts(text, columns);
        if (!starts.isEmpty() && starts.get(0).start() == 0) {
            return new Condition(pairs(text, starts, columns));
        }
        if (table.key().size() != 1) {
            throw new RequestException(
                    "One value names no row of " + table.name()
                            + (table.key().isEmpty() ? ", which has no key" : ", whose key is " + table.key()),
                    INTACT,
                    "give values with their columns, such as "
                            + (table.key().isEmpty() ? columns.subList(0, 1) : table.key())
                                    .stream().map(name -> name + "=…").collect(Collectors.joining(",")));
        }
        return new Condition(Map.of(table.key().get(0), text));
    }

    private static List<MatchResult> starts(String text, List<String> columns) {
        String names = columns.stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile("(?:^|,)(" + names + ")=", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .results()
                .toList();
    }

    private static Map<String, String> pairs(String text, List<MatchResult> starts, List<String> columns) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1).start() : text.length();
            String column = column(starts.get(i).group(1), columns);
            if (values.put(column, text.substring(starts.get(i).end(), end)) != null) {
                throw new RequestException("The column " + column + " is given twice", INTACT, "give it once");
            }
        }
        return values;
    }

    private static String column(String name, List<String> columns) {
        return columns.contains(name)
                ? name
                : columns.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
    }

    /** Returns the values in the order of a table's columns, null where any will do; empty if it lacks one of the columns. */
    Optional<List<Optional<String>>> in(Table table) {
        List<Optional<String>> wanted = new ArrayList<>();
        table.columns().forEach(column -> wanted.add(Optional.ofNullable(values.get(column.name()))));
        long found = wanted.stream().filter(Optional::isPresent).count();
        return found == values.size() ? Optional.of(wanted) : Optional.empty();
    }
}

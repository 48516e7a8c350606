package io.dbguard.internal.select;

import io.dbguard.api.RequestException;
import io.dbguard.api.schema.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds tables by what a person types: {@code users} or {@code public.users}, in the right case or, where that finds
 * nothing, in any.
 */
public final class TableNames {
    private TableNames() {}

    /**
     * Finds each of the names.
     *
     * @param names what was typed
     * @param tables the tables there are
     * @param where what holds them, for the message
     * @throws RequestException if a name fits no table, or several
     */
    public static Set<TableName> find(List<String> names, Collection<TableName> tables, String where) {
        var found = new TreeSet<TableName>();
        for (String name : names) {
            found.add(findIfThere(name, tables, where)
                    .orElseThrow(() -> new RequestException(
                            "There is no table " + name + " in " + where,
                            "nothing was changed",
                            "check the name, with its schema if need be")));
        }
        return found;
    }

    /** Returns whether a table may be meant by one of the names; says yes more often than {@link #find}. */
    static boolean mayBe(TableName table, List<String> names) {
        return names.stream().anyMatch(name -> fits(table, name, true));
    }

    /**
     * Finds a table, if there is one.
     *
     * @param name what was typed
     * @param tables the tables there are
     * @param where what holds them, for the message
     * @throws RequestException if the name fits several
     */
    public static Optional<TableName> findIfThere(String name, Collection<TableName> tables, String where) {
        List<TableName> fitting = matches(tables, table -> fits(table, name, false));
        if (fitting.isEmpty()) {
            fitting = matches(tables, table -> fits(table, name, true));
        }
        if (fitting.size() > 1) {
            throw new RequestException(
                    "The name " + name + " fits several tables in " + where + ": " + fitting,
                    "nothing was changed",
                    "name the table with its schema");
        }
        return fitting.stream().findFirst();
    }

    private static List<TableName> matches(Collection<TableName> tables, Predicate<TableName> predicate) {
        return tables.stream().filter(predicate).toList();
    }

    private static boolean fits(TableName table, String name, boolean anyCase) {
        return anyCase
                ? name.equalsIgnoreCase(table.table()) || name.equalsIgnoreCase(table.toString())
                : name.equals(table.table()) || name.equals(table.toString());
    }
}

package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.catalog.Keys.TableConstraint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the columns that tell a table's rows apart: its primary key, or else a unique key without nulls. */
final class KeyColumns {
    private static final Comparator<TableConstraint> PRIMARY_FIRST = Comparator.comparing(TableConstraint::type)
            .thenComparing(constraint -> constraint.name().name());

    private KeyColumns() {}

    static Map<TableName, List<String>> of(Keys keys, Map<TableName, List<ColumnDefinition>> columns) {
        Set<Map.Entry<TableName, String>> nullable = new HashSet<>();
        columns.forEach((table, definitions) -> definitions.stream()
                .filter(ColumnDefinition::nullable)
                .forEach(column -> nullable.add(Map.entry(table, column.name()))));
        Map<TableName, List<String>> result = new HashMap<>();
        keys.constraints().values().stream()
                .filter(constraint -> Set.of("PRIMARY KEY", "UNIQUE").contains(constraint.type()))
                .sorted(PRIMARY_FIRST)
                .forEach(constraint -> {
                    List<String> names = keys.columnNames(constraint.name());
                    if (names.stream().noneMatch(name -> nullable.contains(Map.entry(constraint.table(), name)))) {
                        result.putIfAbsent(constraint.table(), names);
                    }
                });
        return result;
    }
}

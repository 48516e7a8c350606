package io.dbguard.h2.internal.restore;

import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Quoting;
import io.dbguard.spi.database.UniqueKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What no two rows of a table may have in common: every unique index, also those that stand behind constraints. */
final class UniqueKeys {
    /** With NULLS ALL DISTINCT rows with any two nulls differ, and those are looked at by the database alone. */
    private static final String SQL = """
            SELECT I.TABLE_SCHEMA, I.TABLE_NAME, I.INDEX_NAME, I.NULLS_DISTINCT, C.COLUMN_NAME
              FROM INFORMATION_SCHEMA.INDEXES I
              JOIN INFORMATION_SCHEMA.INDEX_COLUMNS C
                ON C.TABLE_SCHEMA = I.TABLE_SCHEMA AND C.TABLE_NAME = I.TABLE_NAME
               AND C.INDEX_SCHEMA = I.INDEX_SCHEMA AND C.INDEX_NAME = I.INDEX_NAME
             WHERE I.INDEX_TYPE_NAME LIKE 'UNIQUE%' AND C.IS_UNIQUE
             ORDER BY I.TABLE_SCHEMA, I.TABLE_NAME, I.INDEX_NAME, C.ORDINAL_POSITION
            """;

    private UniqueKeys() {}

    private record Index(TableName table, String name, boolean nullsAreOne) {}

    private record IndexColumn(Index index, String column) {}

    static Map<TableName, List<UniqueKey>> of(Set<TableName> tables, H2Session session) {
        Map<Index, List<String>> columns = session
                .query(
                        "look for unique keys",
                        SQL,
                        row -> new IndexColumn(
                                new Index(
                                        new TableName(row.getString("TABLE_SCHEMA"), row.getString("TABLE_NAME")),
                                        row.getString("INDEX_NAME"),
                                        "NO".equals(row.getString("NULLS_DISTINCT"))),
                                row.getString("COLUMN_NAME")))
                .stream()
                .filter(column -> tables.contains(column.index.table))
                .collect(Collectors.groupingBy(
                        IndexColumn::index,
                        LinkedHashMap::new,
                        Collectors.mapping(IndexColumn::column, Collectors.toList())));
        return columns.entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().table,
                        Collectors.mapping(entry -> key(entry.getKey(), entry.getValue()), Collectors.toList())));
    }

    private static UniqueKey key(Index index, List<String> columns) {
        String operator = index.nullsAreOne ? "IS NOT DISTINCT FROM" : "=";
        return new UniqueKey(
                index.name,
                columns.stream()
                        .map(column -> new UniqueKey.Part(Quoting.identifier(column), operator))
                        .toList(),
                "",
                Set.copyOf(columns),
                true);
    }
}

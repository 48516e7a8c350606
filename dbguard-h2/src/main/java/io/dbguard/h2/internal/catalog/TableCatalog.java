package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tables with their columns; keys, checks and indexes are objects of their own. */
final class TableCatalog implements Catalog {
    private static final String SQL = """
            SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, STORAGE_TYPE, TABLE_CLASS
              FROM INFORMATION_SCHEMA.TABLES
             WHERE TABLE_SCHEMA NOT IN (%s)
             ORDER BY TABLE_SCHEMA, TABLE_NAME
            """;

    private final Map<TableName, List<ColumnDefinition>> columns;
    private final Map<TableName, List<String>> keys;

    TableCatalog(Map<TableName, List<ColumnDefinition>> columns, Map<TableName, List<String>> keys) {
        this.columns = columns;
        this.keys = keys;
    }

    private record Row(TableName name, String type, String storage, String tableClass) {}

    @Override
    public void read(Facts facts, Findings found) {
        Map<SqlName, String> scripted = facts.scripted("CREATE MEMORY TABLE ");
        facts.session()
                .query(
                        "read the tables",
                        SQL.formatted(facts.systemSchemas()),
                        row -> new Row(
                                new TableName(row.getString("TABLE_SCHEMA"), row.getString("TABLE_NAME")),
                                row.getString("TABLE_TYPE"),
                                row.getString("STORAGE_TYPE"),
                                row.getString("TABLE_CLASS")))
                .forEach(row -> {
                    if (row.type.equals("BASE TABLE") && row.tableClass.equals("org.h2.mvstore.db.MVTable")) {
                        String script = scripted.getOrDefault(new SqlName(row.name.schema(), row.name.table()), "");
                        String kind = !facts.persistent() || !row.storage.equals("MEMORY") ? "CACHED" : "MEMORY";
                        table(row.name, kind, script.endsWith(" NOT PERSISTENT"), found);
                    } else {
                        other(row, found);
                    }
                });
    }

    private void table(TableName table, String kind, boolean volatileRows, Findings found) {
        List<ColumnDefinition> all = columns.getOrDefault(table, List.of());
        CatalogObject object = found.add(new CatalogObject(Kinds.table(table), Rank.TABLE)
                .of(table)
                .create("CREATE " + kind + " TABLE " + identifier(table) + "("
                        + all.stream().map(c -> "\n    " + c.sql()).collect(Collectors.joining(","))
                        + (all.isEmpty() ? ")" : "\n)")
                        + (volatileRows ? " NOT PERSISTENT" : ""))
                .drop("DROP TABLE IF EXISTS " + identifier(table) + " RESTRICT"));
        for (ColumnDefinition column : all) {
            column.domain().ifPresent(domain -> object.needs(Kinds.domain(domain.schema(), domain.name())));
            column.expressions().forEach(object::mentions);
        }
        found.add(new Table(
                table,
                object.id(),
                all.stream()
                        .filter(column -> !column.generated())
                        .map(column -> new Column(column.name(), column.type()))
                        .toList(),
                keys.getOrDefault(table, List.of())));
        all.stream().filter(ColumnDefinition::replacesNull).forEach(c -> found.add(c.defaultOnNull()));
    }

    /** Views have their own catalogue, local temporary tables are nobody else's business. */
    private static void other(Row row, Findings found) {
        if (row.tableClass.equals("org.h2.table.MaterializedView")) {
            found.unsupported(
                    new ObjectId("materialized view", row.name.schema(), row.name.table()),
                    null,
                    "H2 loses it when the database is closed, and versions 2.3 and 2.4 cannot open the database again");
        } else if (!row.type.equals("VIEW") && !row.type.equals("LOCAL TEMPORARY")) {
            String kind =
                    row.storage.equals("TABLE LINK") ? "linked table" : row.storage.toLowerCase(Locale.ROOT) + " table";
            found.unsupported(
                    new ObjectId(kind, row.name.schema(), row.name.table()),
                    null,
                    "its rows are not those of this database");
        }
    }
}

package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;
import static io.dbguard.h2.internal.session.Quoting.identifiers;

import io.dbguard.api.schema.TableName;
import java.util.List;
import java.util.Map;

/** Views, also those that are invalid at present. */
final class ViewCatalog implements Catalog {
    private static final String CREATE = "CREATE FORCE VIEW ";

    /** H2 keeps no text for a materialized view here. */
    private static final String SQL = """
            SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION, STATUS FROM INFORMATION_SCHEMA.VIEWS
             WHERE VIEW_DEFINITION IS NOT NULL
            """;

    private final Map<TableName, List<ColumnDefinition>> columns;

    ViewCatalog(Map<TableName, List<ColumnDefinition>> columns) {
        this.columns = columns;
    }

    @Override
    public void read(Facts facts, Findings found) {
        Map<SqlName, String> scripted = facts.scripted(CREATE);
        facts.session().query("read the views", SQL, row -> {
            var name = new TableName(row.getString("TABLE_SCHEMA"), row.getString("TABLE_NAME"));
            String query = row.getString("VIEW_DEFINITION");
            // An invalid view shows no columns, but may have been given some.
            boolean valid = row.getString("STATUS").equals("VALID");
            String create = valid ? create(name, query) : scripted.get(new SqlName(name.schema(), name.table()));
            if (create == null) {
                found.unsupported(
                        Kinds.view(name.schema(), name.table()),
                        null,
                        "it is invalid, and only an administrator can read its columns");
            } else {
                found.add(view(name, query, create));
            }
            return name;
        });
    }

    private static CatalogObject view(TableName view, String query, String create) {
        return new CatalogObject(Kinds.view(view.schema(), view.table()), Rank.VIEW)
                .create(create)
                .drop("DROP VIEW IF EXISTS " + identifier(view) + " RESTRICT")
                .mentions(query);
    }

    private String create(TableName view, String query) {
        List<String> names = columns.getOrDefault(view, List.of()).stream()
                .map(ColumnDefinition::name)
                .toList();
        return CREATE + identifier(view) + (names.isEmpty() ? "" : "(" + identifiers(names) + ")") + " AS\n" + query;
    }
}

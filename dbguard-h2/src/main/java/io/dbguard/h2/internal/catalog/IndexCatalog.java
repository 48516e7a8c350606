package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Indexes that a user made; those that H2 made for a constraint come with the constraint. */
final class IndexCatalog implements Catalog {
    private static final String SQL = """
            SELECT I.INDEX_SCHEMA, I.INDEX_NAME, I.TABLE_SCHEMA, I.TABLE_NAME, I.INDEX_TYPE_NAME, I.NULLS_DISTINCT,
                   C.COLUMN_NAME, C.ORDERING_SPECIFICATION, C.NULL_ORDERING, C.IS_UNIQUE
              FROM INFORMATION_SCHEMA.INDEXES I
              JOIN INFORMATION_SCHEMA.INDEX_COLUMNS C
                ON C.TABLE_SCHEMA = I.TABLE_SCHEMA AND C.TABLE_NAME = I.TABLE_NAME
               AND C.INDEX_SCHEMA = I.INDEX_SCHEMA AND C.INDEX_NAME = I.INDEX_NAME
             WHERE I.IS_GENERATED = FALSE
             ORDER BY I.INDEX_SCHEMA, I.INDEX_NAME, C.ORDINAL_POSITION
            """;

    private record IndexColumn(TableName table, SqlName index, String type, String sql, boolean included) {}

    @Override
    public void read(Facts facts, Findings found) {
        facts.session().query("read the indexes", SQL, IndexCatalog::column).stream()
                .filter(column -> found.hasTable(column.table))
                .collect(Collectors.groupingBy(IndexColumn::index, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(columns -> found.add(index(columns)));
    }

    private static IndexColumn column(ResultSet row) throws SQLException {
        String type = row.getString("INDEX_TYPE_NAME");
        boolean unique = type.startsWith("UNIQUE");
        String nulls = row.getString("NULL_ORDERING");
        return new IndexColumn(
                new TableName(row.getString("TABLE_SCHEMA"), row.getString("TABLE_NAME")),
                new SqlName(row.getString("INDEX_SCHEMA"), row.getString("INDEX_NAME")),
                unique
                        ? "UNIQUE" + ConstraintCatalog.nullsDistinct(row.getString("NULLS_DISTINCT"))
                                + type.substring("UNIQUE".length())
                        : type,
                identifier(row.getString("COLUMN_NAME"))
                        + (row.getString("ORDERING_SPECIFICATION").equals("DESC") ? " DESC" : "")
                        + (nulls == null ? "" : " NULLS " + nulls),
                unique && !row.getBoolean("IS_UNIQUE"));
    }

    private static CatalogObject index(List<IndexColumn> columns) {
        IndexColumn first = columns.get(0);
        String index = identifier(first.index.schema(), first.index.name());
        String included = list(columns, true);
        return new CatalogObject(Kinds.index(first.index.schema(), first.index.name()), Rank.INDEX)
                .of(first.table)
                .afterData()
                .needs(Kinds.table(first.table))
                .create("CREATE " + first.type + " " + index + " ON " + identifier(first.table) + "("
                        + list(columns, false) + ")"
                        + (included.isEmpty() ? "" : " INCLUDE(" + included + ")"))
                .drop("DROP INDEX IF EXISTS " + index);
    }

    private static String list(List<IndexColumn> columns, boolean included) {
        return columns.stream()
                .filter(column -> column.included == included)
                .map(IndexColumn::sql)
                .collect(Collectors.joining(", "));
    }
}

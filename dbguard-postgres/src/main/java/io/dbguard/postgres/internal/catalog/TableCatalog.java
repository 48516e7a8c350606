package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tables with their columns; keys, checks and indexes are objects of their own. */
final class TableCatalog implements Catalog {
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.reltype, c.relpersistence,
                   (SELECT string_agg(format('%I=%L', o.option_name, o.option_value), ', ')
                      FROM pg_options_to_table(c.reloptions) o) AS options,
                   (SELECT string_agg(format('toast.%I=%L', o.option_name, o.option_value), ', ')
                      FROM pg_options_to_table(t.reloptions) o) AS toast_options,
                   ty.typarray
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_type ty ON ty.oid = c.reltype
              LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
             WHERE c.relkind = 'r' AND NOT c.relispartition AND c.reloftype = 0 AND c.relpersistence IN ('p', 'u')
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
             ORDER BY n.nspname, c.relname
            """;

    /** A primary key; or else the first unique index over columns that are never null. */
    private static final String KEYS = """
            SELECT DISTINCT ON (i.indrelid) i.indrelid,
                   ARRAY(SELECT a.attname::text
                           FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, position)
                           JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                          WHERE k.position <= i.indnkeyatts ORDER BY k.position) AS columns
              FROM pg_index i
             WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indimmediate
               AND NOT EXISTS (SELECT FROM pg_attribute a
                                WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
                                  AND NOT a.attnotnull)
             ORDER BY i.indrelid, i.indisprimary DESC, i.indnatts, i.indexrelid
            """;

    private final List<Table> tables = new ArrayList<>();

    @Override
    public List<CatalogObject> read(PgSession session) {
        Map<Long, List<ColumnDefinition>> columns = ColumnDefinition.readAll(session);
        Map<Long, List<String>> keys = session.queryMap(
                "read the keys",
                KEYS,
                row -> row.getLong("indrelid"),
                row -> List.of((String[]) row.getArray("columns").getArray()));
        return session.query("read the tables", TABLES, row -> {
            long oid = row.getLong("oid");
            return table(row, columns.getOrDefault(oid, List.of()), keys.getOrDefault(oid, List.of()));
        });
    }

    /** Returns the tables as rows see them; filled by {@link #read}. */
    List<Table> tables() {
        return tables;
    }

    private CatalogObject table(ResultSet row, List<ColumnDefinition> columns, List<String> key) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        var id = new ObjectId("table", table.schema(), table.table());
        List<Column> stored = columns.stream()
                .filter(column -> !column.generated())
                .map(column -> new Column(column.name(), column.type()))
                .toList();
        tables.add(new Table(table, id, stored, key));

        CatalogObject object = new CatalogObject(new Address("pg_class", row.getLong("oid")), id, Rank.TABLE)
                .of(table)
                .create(create(table, row, columns))
                .drop("DROP TABLE IF EXISTS " + identifier(table))
                .part(new Address("pg_type", row.getLong("reltype")))
                .part(new Address("pg_type", row.getLong("typarray")));
        for (ColumnDefinition column : columns) {
            column.settings(table).forEach(object::create);
            column.parts().forEach(object::part);
        }
        return object;
    }

    private static String create(TableName table, ResultSet row, List<ColumnDefinition> columns) throws SQLException {
        var sql = new StringBuilder("CREATE ");
        sql.append(row.getString("relpersistence").equals("u") ? "UNLOGGED " : "");
        sql.append("TABLE ").append(identifier(table)).append(" (");
        String separator = "\n    ";
        for (ColumnDefinition column : columns) {
            sql.append(separator).append(column.sql());
            separator = ",\n    ";
        }
        sql.append(columns.isEmpty() ? ")" : "\n)");
        String options = java.util.stream.Stream.of(row.getString("options"), row.getString("toast_options"))
                .filter(o -> o != null && !o.isEmpty())
                .collect(java.util.stream.Collectors.joining(", "));
        return options.isEmpty() ? sql.toString() : sql + " WITH (" + options + ")";
    }
}

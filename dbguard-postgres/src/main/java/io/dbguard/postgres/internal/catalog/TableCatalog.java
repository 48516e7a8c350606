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
import java.util.stream.Collectors;

/**
 * Tables of all kinds with their columns: ordinary, partitioned, partitions, with parents, of a type, foreign. Defaults,
 * keys, checks and indexes are objects of their own. A partition is created as a table by itself and attached later.
 */
final class TableCatalog implements Catalog {
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltype, c.relpersistence, c.relispartition,
                   ty.typarray,
                   nullif(c.reloftype, 0)::regtype::text AS of_type,
                   CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
                   CASE WHEN NOT c.relispartition
                        THEN (SELECT string_agg(format('%I.%I', pn.nspname, p.relname), ', ' ORDER BY i.inhseqno)
                                FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                                JOIN pg_namespace pn ON pn.oid = p.relnamespace
                               WHERE i.inhrelid = c.oid) END AS parents,
                   CASE WHEN am.amname <> 'heap' THEN am.amname END AS access_method,
                   s.srvname AS server,
                   (SELECT string_agg(format('%I %L', o.option_name, o.option_value), ', ' ORDER BY o.option_name)
                      FROM pg_options_to_table(f.ftoptions) o) AS foreign_options
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_type ty ON ty.oid = c.reltype
              LEFT JOIN pg_am am ON am.oid = c.relam
              LEFT JOIN pg_foreign_table f ON f.ftrelid = c.oid
              LEFT JOIN pg_foreign_server s ON s.oid = f.ftserver
             WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence IN ('p', 'u')
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
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

    /** Returns the tables that have rows of their own; filled by {@link #read}. */
    List<Table> tables() {
        return tables;
    }

    private CatalogObject table(ResultSet row, List<ColumnDefinition> columns, List<String> key) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        boolean foreign = row.getString("relkind").equals("f");
        var id = new ObjectId(foreign ? "foreign table" : "table", table.schema(), table.table());
        if (row.getString("relkind").equals("r")) {
            List<Column> stored = columns.stream()
                    .filter(column -> !column.generated())
                    .map(column -> new Column(column.name(), column.type()))
                    .toList();
            tables.add(new Table(table, id, stored, key));
        }
        CatalogObject object = new CatalogObject(new Address("pg_class", row.getLong("oid")), id, Rank.TABLE)
                .of(table)
                .create(create(table, row, columns))
                .drop("DROP " + (foreign ? "FOREIGN " : "") + "TABLE IF EXISTS " + identifier(table))
                .part(new Address("pg_type", row.getLong("reltype")))
                .part(new Address("pg_type", row.getLong("typarray")));
        boolean standsAlone = row.getString("parents") == null && row.getString("of_type") == null;
        for (ColumnDefinition column : columns) {
            if (!column.local() && !standsAlone && !column.notNullChange().isEmpty()) {
                object.create("ALTER TABLE ONLY " + identifier(table) + " ALTER COLUMN " + identifier(column.name())
                        + " " + column.notNullChange());
            }
            column.sequenceChanges().forEach(object::create);
            column.parts().forEach(object::part);
        }
        return object;
    }

    private static String create(TableName table, ResultSet row, List<ColumnDefinition> columns) throws SQLException {
        boolean foreign = row.getString("relkind").equals("f");
        var sql = new StringBuilder("CREATE ");
        sql.append(row.getString("relpersistence").equals("u") ? "UNLOGGED " : "")
                .append(foreign ? "FOREIGN " : "");
        sql.append("TABLE ").append(identifier(table));
        if (row.getString("of_type") != null) {
            sql.append(" OF ").append(row.getString("of_type")).append(typedColumns(columns));
        } else {
            sql.append(ownColumns(columns, row.getString("parents") == null));
        }
        append(sql, " INHERITS (", row.getString("parents"), ")");
        append(sql, " PARTITION BY ", row.getString("partition_key"), "");
        append(sql, " SERVER ", row.getString("server") == null ? null : identifier(row.getString("server")), "");
        append(sql, " OPTIONS (", row.getString("foreign_options"), ")");
        append(
                sql,
                " USING ",
                row.getString("access_method") == null ? null : identifier(row.getString("access_method")),
                "");
        return sql.toString();
    }

    /** A column that is only inherited comes from the parents, but for a NOT NULL of its own. */
    private static String ownColumns(List<ColumnDefinition> columns, boolean standsAlone) {
        List<String> lines = new ArrayList<>();
        for (ColumnDefinition column : columns) {
            if (column.local() || standsAlone) {
                lines.add(column.sql(standsAlone));
            } else if (column.notNullLocal() && column.notNull().startsWith("CONSTRAINT")) {
                lines.add(column.notNull()
                        .replaceFirst(
                                " NOT NULL( NO INHERIT)?$",
                                java.util.regex.Matcher.quoteReplacement(" NOT NULL " + identifier(column.name()))
                                        + "$1"));
            }
        }
        return lines.isEmpty() ? " ()" : " (\n    " + String.join(",\n    ", lines) + "\n)";
    }

    /** The columns come from the type; only what they have beyond it is said. */
    private static String typedColumns(List<ColumnDefinition> columns) {
        String options = columns.stream()
                .filter(column -> !column.value().isEmpty() || !column.notNull().isEmpty())
                .map(column -> identifier(column.name()) + " WITH OPTIONS" + column.value()
                        + (column.notNull().isEmpty() ? "" : " " + column.notNull()))
                .collect(Collectors.joining(", "));
        return options.isEmpty() ? "" : " (" + options + ")";
    }

    private static void append(
            StringBuilder sql, String before, @org.jspecify.annotations.Nullable String value, String after) {
        if (value != null) {
            sql.append(before).append(value).append(after);
        }
    }
}

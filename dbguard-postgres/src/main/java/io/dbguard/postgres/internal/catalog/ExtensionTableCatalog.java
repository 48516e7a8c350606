package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tables that come with an extension but hold rows of the user, which the extension itself says (PostgreSQL docs,
 * "Extension Configuration Tables"). The rows that it brings along are told from the others by a condition.
 */
public final class ExtensionTableCatalog implements Catalog {
    private static final String SQL = """
            SELECT x.oid AS extension_oid, c.oid, n.nspname, c.relname, config.condition,
                   ARRAY(SELECT a.attname::text FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                          ORDER BY a.attnum) AS columns,
                   ARRAY(SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
                          ORDER BY a.attnum) AS types
              FROM pg_extension x
             CROSS JOIN LATERAL unnest(x.extconfig, x.extcondition) AS config(relation, condition)
              JOIN pg_class c ON c.oid = config.relation AND c.relkind = 'r'
              JOIN pg_namespace n ON n.oid = c.relnamespace
             ORDER BY n.nspname, c.relname
            """;

    private final List<Table> tables = new ArrayList<>();

    /**
     * Returns the conditions that tell the user's rows from the extension's own, by table; {@code WHERE …} or empty.
     *
     * @param session a transaction
     */
    public static Map<TableName, String> conditions(PgSession session) {
        return session.queryMap(
                "read the configuration tables of extensions",
                SQL,
                row -> new TableName(row.getString("nspname"), row.getString("relname")),
                row -> row.getString("condition") == null ? "" : row.getString("condition"));
    }

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the configuration tables of extensions", SQL, row -> {
            var table = new TableName(row.getString("nspname"), row.getString("relname"));
            var id = new ObjectId("extension table", table.schema(), table.table());
            String[] names = (String[]) row.getArray("columns").getArray();
            String[] types = (String[]) row.getArray("types").getArray();
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                columns.add(new Column(names[i], types[i]));
            }
            tables.add(new Table(table, id, columns, List.of()));
            return new CatalogObject(new Address("extension table", row.getLong("oid")), id, Rank.EXTENSION)
                    .of(table)
                    .needs(new Address("pg_extension", row.getLong("extension_oid")));
        });
    }

    /** Returns the tables; filled by {@link #read}. */
    List<Table> tables() {
        return tables;
    }
}

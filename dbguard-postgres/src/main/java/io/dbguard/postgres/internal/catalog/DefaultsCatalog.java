package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The defaults of a table's columns, one object for each table. They are set after the table is there, since they may
 * call functions that take a row of it, and since a child table must not inherit those of its parent: a child's column
 * that has none where a parent's has one is told so.
 */
final class DefaultsCatalog implements Catalog {
    private static final String SQL = """
            SELECT c.oid, n.nspname, c.relname, c.relkind,
                   array_agg(a.attname::text ORDER BY a.attnum) AS columns,
                   array_agg(pg_get_expr(d.adbin, d.adrelid) ORDER BY a.attnum) AS expressions,
                   array_agg(d.oid::bigint ORDER BY a.attnum) AS oids
              FROM pg_attribute a
              LEFT JOIN pg_attrdef d ON a.attrelid = d.adrelid AND a.attnum = d.adnum
              JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'f')
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE a.attgenerated = '' AND NOT a.attisdropped
               AND (d.oid IS NOT NULL
                    OR EXISTS (SELECT FROM pg_inherits i
                                 JOIN pg_attribute pa ON pa.attrelid = i.inhparent AND pa.attname = a.attname
                                 JOIN pg_attrdef pd ON pd.adrelid = pa.attrelid AND pd.adnum = pa.attnum
                                WHERE i.inhrelid = c.oid AND NOT c.relispartition))
               AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
             GROUP BY c.oid, n.nspname, c.relname, c.relkind
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the defaults", SQL, DefaultsCatalog::defaults);
    }

    private static CatalogObject defaults(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        CatalogObject object = new CatalogObject(
                        new Address("defaults", row.getLong("oid")),
                        new ObjectId("defaults", table.schema(), table.table()),
                        Rank.DEFAULTS)
                .of(table)
                .needs(new Address("pg_class", row.getLong("oid")));
        String[] columns = (String[]) row.getArray("columns").getArray();
        String[] expressions = (String[]) row.getArray("expressions").getArray();
        String alter = "ALTER " + (row.getString("relkind").equals("f") ? "FOREIGN " : "") + "TABLE ONLY "
                + identifier(table) + " ALTER COLUMN ";
        for (int i = 0; i < columns.length; i++) {
            String column = alter + identifier(columns[i]);
            if (expressions[i] == null) {
                object.create(column + " DROP DEFAULT");
            } else {
                object.create(column + " SET DEFAULT " + expressions[i]);
                object.drop(column + " DROP DEFAULT");
            }
        }
        for (Long oid : (Long[]) row.getArray("oids").getArray()) {
            if (oid != null) {
                object.part(new Address("pg_attrdef", oid));
            }
        }
        return object;
    }
}

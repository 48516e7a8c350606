package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Indexes that do not belong to a constraint. One that a failed CREATE INDEX CONCURRENTLY left invalid is no index; one of
 * a partitioned table is only valid once every partition has its own.
 */
final class IndexCatalog implements Catalog {
    private static final String SQL = """
            SELECT c.oid, n.nspname, c.relname, tn.nspname AS table_schema, t.relname AS table_name,
                   i.indrelid, pg_get_indexdef(c.oid) AS definition,
                   ARRAY(SELECT format('ALTER COLUMN %s SET STATISTICS %s', a.attnum, a.attstattarget)
                           FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attstattarget >= 0 ORDER BY a.attnum) AS statistics
              FROM pg_index i
              JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_class t ON t.oid = i.indrelid AND t.relkind IN ('r', 'p', 'm')
              JOIN pg_namespace tn ON tn.oid = t.relnamespace
             WHERE ((i.indisvalid AND i.indisready) OR t.relkind = 'p')
               AND t.relpersistence <> 't' AND tn.nspname !~ '^pg_' AND tn.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x'))
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = t.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the indexes", SQL, IndexCatalog::index);
    }

    private static CatalogObject index(ResultSet row) throws SQLException {
        String name = identifier(row.getString("nspname"), row.getString("relname"));
        CatalogObject index = new CatalogObject(
                        new Address("pg_class", row.getLong("oid")),
                        new ObjectId("index", row.getString("nspname"), row.getString("relname")),
                        Rank.INDEX)
                .of(new TableName(row.getString("table_schema"), row.getString("table_name")))
                .afterData()
                .needs(new Address("pg_class", row.getLong("indrelid")))
                .create(row.getString("definition"))
                .drop("DROP INDEX IF EXISTS " + name);
        for (String statistics : (String[]) row.getArray("statistics").getArray()) {
            index.create("ALTER INDEX " + name + " " + statistics);
        }
        return index;
    }
}

package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Which table is a partition of which, for what values; and which index of a partition belongs to its parent's index. */
final class PartitionCatalog implements Catalog {
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, p.oid AS parent_oid, pn.nspname AS parent_schema, p.relname AS parent_name,
                   pg_get_expr(c.relpartbound, c.oid) AS bound
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_inherits i ON i.inhrelid = c.oid
              JOIN pg_class p ON p.oid = i.inhparent
              JOIN pg_namespace pn ON pn.oid = p.relnamespace
             WHERE c.relispartition AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    private static final String INDEXES = """
            SELECT c.oid, n.nspname, c.relname, p.oid AS parent_oid, pn.nspname AS parent_schema, p.relname AS parent_name,
                   tn.nspname AS table_schema, t.relname AS table_name
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_inherits i ON i.inhrelid = c.oid
              JOIN pg_class p ON p.oid = i.inhparent
              JOIN pg_namespace pn ON pn.oid = p.relnamespace
              JOIN pg_index x ON x.indexrelid = c.oid
              JOIN pg_class t ON t.oid = x.indrelid
              JOIN pg_namespace tn ON tn.oid = t.relnamespace
             WHERE c.relispartition AND c.relkind IN ('i', 'I') AND (x.indisvalid OR c.relkind = 'I')
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = t.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects = session.query("read the partitions", TABLES, PartitionCatalog::table);
        objects.addAll(session.query("read the partitions of indexes", INDEXES, PartitionCatalog::index));
        return objects;
    }

    private static CatalogObject table(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        String parent = identifier(row.getString("parent_schema"), row.getString("parent_name"));
        return attached(row, "partition", Rank.PARTITION)
                .of(table)
                .create("ALTER TABLE ONLY " + parent + " ATTACH PARTITION " + identifier(table) + " "
                        + row.getString("bound"))
                .drop("ALTER TABLE ONLY " + parent + " DETACH PARTITION " + identifier(table));
    }

    private static CatalogObject index(ResultSet row) throws SQLException {
        return attached(row, "index partition", Rank.INDEX_PARTITION)
                .of(new TableName(row.getString("table_schema"), row.getString("table_name")))
                .afterData()
                .create("ALTER INDEX " + identifier(row.getString("parent_schema"), row.getString("parent_name"))
                        + " ATTACH PARTITION " + identifier(row.getString("nspname"), row.getString("relname")));
    }

    private static CatalogObject attached(ResultSet row, String kind, Rank rank) throws SQLException {
        return new CatalogObject(
                        new Address(kind, row.getLong("oid")),
                        new ObjectId(kind, row.getString("nspname"), row.getString("relname")),
                        rank)
                .needs(new Address("pg_class", row.getLong("oid")))
                .needs(new Address("pg_class", row.getLong("parent_oid")));
    }
}

package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Publications, their tables with row filters and column lists, and their schemas. */
final class PublicationCatalog implements Catalog {
    private static final String PUBLICATIONS = """
            SELECT p.oid, p.pubname,
                   CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE '' END AS what,
                   concat_ws(', ',
                       format('publish = %%L', concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
                           CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
                           CASE WHEN p.pubtruncate THEN 'truncate' END)),
                       CASE WHEN p.pubviaroot THEN 'publish_via_partition_root = true' END,
                       %s) AS options
              FROM pg_publication p
             WHERE NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_publication'::regclass AND e.objid = p.oid AND e.deptype = 'e')
            """;

    /** New in 18; the letter n stands for none. */
    private static final String GENERATED_18 =
            "CASE WHEN p.pubgencols <> 'n' THEN 'publish_generated_columns = stored' END";

    private static final String TABLES = """
            SELECT r.oid, r.prpubid, r.prrelid, p.pubname, n.nspname, c.relname, %s AS filter, %s AS columns
              FROM pg_publication_rel r
              JOIN pg_publication p ON p.oid = r.prpubid
              JOIN pg_class c ON c.oid = r.prrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
            """;

    private static final String FILTER_15 = "' WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')'";
    private static final String COLUMNS_15 = """
            ' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY position)
                       FROM unnest(r.prattrs::int2[]) WITH ORDINALITY k(attnum, position)
                       JOIN pg_attribute a ON a.attrelid = r.prrelid AND a.attnum = k.attnum) || ')'""";

    private static final String SCHEMAS = """
            SELECT s.oid, s.pnpubid, s.pnnspid, p.pubname, n.nspname
              FROM pg_publication_namespace s
              JOIN pg_publication p ON p.oid = s.pnpubid
              JOIN pg_namespace n ON n.oid = s.pnnspid
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        int version = session.majorVersion();
        List<CatalogObject> objects = session.query(
                "read the publications",
                PUBLICATIONS.formatted(version >= 18 ? GENERATED_18 : "NULL"),
                PublicationCatalog::publication);
        String tables = TABLES.formatted(version >= 15 ? FILTER_15 : "NULL", version >= 15 ? COLUMNS_15 : "NULL");
        objects.addAll(session.query("read the tables of publications", tables, PublicationCatalog::table));
        if (version >= 15) {
            objects.addAll(session.query("read the schemas of publications", SCHEMAS, PublicationCatalog::schema));
        }
        return objects;
    }

    private static CatalogObject publication(ResultSet row) throws SQLException {
        String publication = row.getString("pubname");
        return new CatalogObject(
                        new Address("pg_publication", row.getLong("oid")),
                        new ObjectId("publication", "", publication),
                        Rank.PUBLICATION)
                .afterData()
                .create("CREATE PUBLICATION " + identifier(publication) + row.getString("what") + " WITH ("
                        + row.getString("options") + ")")
                .drop("DROP PUBLICATION IF EXISTS " + identifier(publication));
    }

    private static CatalogObject table(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        String publication = row.getString("pubname");
        String columns = row.getString("columns");
        String filter = row.getString("filter");
        String member = "TABLE ONLY " + identifier(table);
        return member(row, "pg_publication_rel", table + " in " + publication, "prpubid")
                .of(table)
                .needs(new Address("pg_class", row.getLong("prrelid")))
                .create("ALTER PUBLICATION " + identifier(publication) + " ADD " + member
                        + (columns == null ? "" : columns) + (filter == null ? "" : filter))
                .drop("ALTER PUBLICATION " + identifier(publication) + " DROP " + member);
    }

    private static CatalogObject schema(ResultSet row) throws SQLException {
        String publication = row.getString("pubname");
        String member = "TABLES IN SCHEMA " + identifier(row.getString("nspname"));
        return member(row, "pg_publication_namespace", row.getString("nspname") + " in " + publication, "pnpubid")
                .needs(new Address("pg_namespace", row.getLong("pnnspid")))
                .create("ALTER PUBLICATION " + identifier(publication) + " ADD " + member)
                .drop("ALTER PUBLICATION " + identifier(publication) + " DROP " + member);
    }

    private static CatalogObject member(ResultSet row, String catalog, String name, String publication)
            throws SQLException {
        return new CatalogObject(
                        new Address(catalog, row.getLong("oid")),
                        new ObjectId("publication member", "", name),
                        Rank.PUBLICATION)
                .afterData()
                .needs(new Address("pg_publication", row.getLong(publication)));
    }
}

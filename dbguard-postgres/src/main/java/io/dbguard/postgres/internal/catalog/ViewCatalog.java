package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Views. The rule that makes a view select is a part of it, and can be cut off where views need each other. */
final class ViewCatalog implements Catalog {
    private static final String SQL = """
            SELECT c.oid, n.nspname, c.relname, c.relnamespace, c.reltype, t.typarray, r.oid AS rule_oid,
                   (SELECT string_agg(format('%I=%L', o.option_name, o.option_value), ', ')
                      FROM pg_options_to_table(c.reloptions) o) AS options,
                   pg_get_viewdef(c.oid) AS definition,
                   (SELECT string_agg(
                               concat('NULL::', format_type(a.atttypid, a.atttypmod),
                                   CASE WHEN a.attcollation <> at.typcollation
                                        THEN (SELECT format(' COLLATE %I.%I', cn.nspname, co.collname)
                                                FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                                               WHERE co.oid = a.attcollation) END,
                                   ' AS ' || quote_ident(a.attname)), ', ' ORDER BY a.attnum)
                      FROM pg_attribute a JOIN pg_type at ON at.oid = a.atttypid
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS nulls,
                   ARRAY(SELECT format('ALTER COLUMN %I SET DEFAULT %s', a.attname, pg_get_expr(d.adbin, d.adrelid))
                           FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                          WHERE d.adrelid = c.oid ORDER BY a.attnum) AS defaults,
                   ARRAY(SELECT d.oid::bigint FROM pg_attrdef d WHERE d.adrelid = c.oid) AS default_oids
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_type t ON t.oid = c.reltype
              JOIN pg_rewrite r ON r.ev_class = c.oid AND r.ev_type = '1'
             WHERE c.relkind = 'v' AND c.relpersistence = 'p'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the views", SQL, ViewCatalog::view);
    }

    private static CatalogObject view(ResultSet row) throws SQLException {
        String view = identifier(row.getString("nspname"), row.getString("relname"));
        String options = row.getString("options");
        String body = view + (options == null ? "" : " WITH (" + options + ")") + " AS\n"
                + row.getString("definition").strip().replaceFirst(";$", "");
        String nulls = row.getString("nulls");
        CatalogObject object = new CatalogObject(
                        new Address("pg_class", row.getLong("oid")),
                        new ObjectId("view", row.getString("nspname"), row.getString("relname")),
                        Rank.VIEW)
                .create("CREATE VIEW " + body)
                .drop("DROP VIEW IF EXISTS " + view)
                .part(new Address("pg_type", row.getLong("reltype")))
                .part(new Address("pg_type", row.getLong("typarray")))
                .part(new Address("pg_rewrite", row.getLong("rule_oid")))
                .divisible(
                        "CREATE VIEW " + view + " AS\nSELECT " + (nulls == null ? "" : nulls),
                        "CREATE OR REPLACE VIEW " + body,
                        new Address("pg_namespace", row.getLong("relnamespace")));
        for (String setting : (String[]) row.getArray("defaults").getArray()) {
            object.create("ALTER VIEW " + view + " " + setting);
        }
        for (Long oid : (Long[]) row.getArray("default_oids").getArray()) {
            object.part(new Address("pg_attrdef", oid));
        }
        return object;
    }
}

package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Materialised views. Their rows are not stored: one that was populated is refreshed at the end. */
final class MaterializedViewCatalog implements Catalog {
    private static final String SQL = """
            SELECT c.oid, n.nspname, c.relname, c.reltype, c.relispopulated, t.typarray, r.oid AS rule_oid,
                   CASE WHEN am.amname <> 'heap' THEN am.amname END AS access_method,
                   pg_get_viewdef(c.oid) AS definition
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_type t ON t.oid = c.reltype
              JOIN pg_rewrite r ON r.ev_class = c.oid AND r.ev_type = '1'
              LEFT JOIN pg_am am ON am.oid = c.relam
             WHERE c.relkind = 'm' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects = new ArrayList<>();
        session.query("read the materialised views", SQL, row -> {
            objects.add(view(row));
            if (row.getBoolean("relispopulated")) {
                objects.add(rows(row));
            }
            return row;
        });
        return objects;
    }

    private static CatalogObject view(ResultSet row) throws SQLException {
        String view = identifier(row.getString("nspname"), row.getString("relname"));
        String method = row.getString("access_method");
        return new CatalogObject(
                        new Address("pg_class", row.getLong("oid")),
                        new ObjectId("materialized view", row.getString("nspname"), row.getString("relname")),
                        Rank.VIEW)
                .of(new TableName(row.getString("nspname"), row.getString("relname")))
                .create("CREATE MATERIALIZED VIEW " + view + (method == null ? "" : " USING " + identifier(method))
                        + " AS\n" + row.getString("definition").strip().replaceFirst(";$", "") + "\nWITH NO DATA")
                .drop("DROP MATERIALIZED VIEW IF EXISTS " + view)
                .part(new Address("pg_type", row.getLong("reltype")))
                .part(new Address("pg_type", row.getLong("typarray")))
                .part(new Address("pg_rewrite", row.getLong("rule_oid")));
    }

    private static CatalogObject rows(ResultSet row) throws SQLException {
        return new CatalogObject(
                        new Address(ObjectKinds.MATERIALIZED_ROWS, row.getLong("oid")),
                        new ObjectId(ObjectKinds.MATERIALIZED_ROWS, row.getString("nspname"), row.getString("relname")),
                        Rank.MATERIALIZED_ROWS)
                .of(new TableName(row.getString("nspname"), row.getString("relname")))
                .afterData()
                .needs(new Address("pg_class", row.getLong("oid")))
                .create("REFRESH MATERIALIZED VIEW " + identifier(row.getString("nspname"), row.getString("relname")));
    }
}

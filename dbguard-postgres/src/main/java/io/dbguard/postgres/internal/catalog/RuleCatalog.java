package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rules on tables and views, with the state in which they are; the rule that makes a view select is the view. */
final class RuleCatalog implements Catalog {
    private static final String SQL = """
            SELECT r.oid, r.rulename, r.ev_class, r.ev_enabled, n.nspname, c.relname, c.relkind,
                   pg_get_ruledef(r.oid) AS definition
              FROM pg_rewrite r
              JOIN pg_class c ON c.oid = r.ev_class
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE r.rulename <> '_RETURN' AND r.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_rewrite'::regclass AND e.objid = r.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the rules", SQL, RuleCatalog::rule);
    }

    private static CatalogObject rule(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        String rule = row.getString("rulename");
        String definition = row.getString("definition").strip();
        CatalogObject object = new CatalogObject(
                        new Address("pg_rewrite", row.getLong("oid")),
                        new ObjectId("rule", table.schema(), table.table() + "." + rule),
                        Rank.RULE)
                .afterData()
                .needs(new Address("pg_class", row.getLong("ev_class")))
                .create(definition.endsWith(";") ? definition.substring(0, definition.length() - 1) : definition)
                .drop("DROP RULE IF EXISTS " + identifier(rule) + " ON " + identifier(table));
        String state = TriggerCatalog.stateOf(row.getString("ev_enabled"));
        if (!state.isEmpty()) {
            object.create("ALTER TABLE " + identifier(table) + " " + state + " RULE " + identifier(rule));
        }
        return row.getString("relkind").equals("v") ? object : object.of(table);
    }
}

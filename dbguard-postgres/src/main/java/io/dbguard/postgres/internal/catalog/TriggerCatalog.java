package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Triggers of tables and views, with the state in which they are; those that enforce foreign keys come with those, and
 * those of partitions with their parents', unless their state is another.
 */
final class TriggerCatalog implements Catalog {
    private static final String SQL = """
            SELECT t.oid, t.tgname, t.tgenabled, t.tgrelid, t.tgconstraint, t.tgparentid <> 0 AS clone,
                   n.nspname, c.relname, c.relkind, pg_get_triggerdef(t.oid, false) AS definition
              FROM pg_trigger t
              JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_trigger p ON p.oid = t.tgparentid
             WHERE (t.tgparentid = 0 OR t.tgenabled <> p.tgenabled)
               AND (NOT t.tgisinternal OR (t.tgparentid <> 0 AND t.tgconstraint = 0))
               AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_trigger'::regclass AND e.objid = t.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the triggers", SQL, TriggerCatalog::trigger);
    }

    private static CatalogObject trigger(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        String trigger = row.getString("tgname");
        boolean clone = row.getBoolean("clone");
        CatalogObject object = new CatalogObject(
                        new Address("pg_trigger", row.getLong("oid")),
                        new ObjectId(
                                clone ? "trigger state" : "trigger", table.schema(), table.table() + "." + trigger),
                        Rank.TRIGGER)
                .afterData()
                .needs(new Address("pg_class", row.getLong("tgrelid")))
                .part(new Address("pg_constraint", row.getLong("tgconstraint")));
        if (!clone) {
            object.create(row.getString("definition"));
            object.drop("DROP TRIGGER IF EXISTS " + identifier(trigger) + " ON " + identifier(table));
        }
        String state = stateOf(row.getString("tgenabled"));
        if (clone || !state.isEmpty()) {
            object.create("ALTER TABLE " + identifier(table) + " " + (state.isEmpty() ? "ENABLE" : state) + " TRIGGER "
                    + identifier(trigger));
        }
        return row.getString("relkind").equals("v") ? object : object.of(table);
    }

    static String stateOf(String enabled) {
        return switch (enabled) {
            case "D" -> "DISABLE";
            case "R" -> "ENABLE REPLICA";
            case "A" -> "ENABLE ALWAYS";
            default -> "";
        };
    }
}

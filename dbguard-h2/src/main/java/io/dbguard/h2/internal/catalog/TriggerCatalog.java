package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;
import static io.dbguard.h2.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Triggers on tables and views, disregarding whether their classes are there. */
final class TriggerCatalog implements Catalog {
    private static final String CREATE = "CREATE FORCE TRIGGER ";

    /** H2's own order of the events. */
    private static final String SQL = """
            SELECT TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE,
                   LISTAGG(EVENT_MANIPULATION, ', ') WITHIN GROUP (ORDER BY
                       CASE EVENT_MANIPULATION WHEN 'INSERT' THEN 1 WHEN 'UPDATE' THEN 2 WHEN 'DELETE' THEN 3 ELSE 4 END)
                       AS EVENTS,
                   ACTION_ORIENTATION, ACTION_TIMING, IS_ROLLBACK, JAVA_CLASS, QUEUE_SIZE, NO_WAIT
              FROM INFORMATION_SCHEMA.TRIGGERS
             GROUP BY TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE,
                      ACTION_ORIENTATION, ACTION_TIMING, IS_ROLLBACK, JAVA_CLASS, QUEUE_SIZE, NO_WAIT
            """;

    @Override
    public void read(Facts facts, Findings found) {
        Map<SqlName, String> scripted = facts.scripted(CREATE);
        facts.session().query("read the triggers", SQL, row -> {
            var name = new SqlName(row.getString("TRIGGER_SCHEMA"), row.getString("TRIGGER_NAME"));
            var table = new TableName(row.getString("EVENT_OBJECT_SCHEMA"), row.getString("EVENT_OBJECT_TABLE"));
            var id = new ObjectId("trigger", table.schema(), table.table() + "." + name.name());
            String create = row.getString("JAVA_CLASS") == null ? scripted.get(name) : create(name, table, row);
            if (create == null) {
                found.unsupported(id, table, "only an administrator can read its source code");
            } else {
                found.add(trigger(id, name, table, found.hasTable(table) ? table : null, create));
            }
            return id;
        });
    }

    private static CatalogObject trigger(
            ObjectId id, SqlName name, TableName on, @Nullable TableName owner, String create) {
        CatalogObject object = new CatalogObject(id, Rank.TRIGGER)
                .afterData()
                .needs(Kinds.table(on))
                .needs(Kinds.view(on.schema(), on.table()))
                .create(create)
                .drop("DROP TRIGGER IF EXISTS " + identifier(name.schema(), name.name()));
        return owner == null ? object : object.of(owner);
    }

    /** Writes the same statement as H2's script. */
    private static String create(SqlName name, TableName table, ResultSet row) throws SQLException {
        return CREATE + identifier(name.schema(), name.name()) + " " + row.getString("ACTION_TIMING") + " "
                + row.getString("EVENTS") + (row.getBoolean("IS_ROLLBACK") ? ", ROLLBACK" : "") + " ON "
                + identifier(table)
                + (row.getString("ACTION_ORIENTATION").equals("ROW") ? " FOR EACH ROW" : "")
                + (row.getBoolean("NO_WAIT") ? " NOWAIT" : " QUEUE " + row.getInt("QUEUE_SIZE"))
                + " CALL " + literal(row.getString("JAVA_CLASS"));
    }
}

package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;
import static io.dbguard.postgres.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Event triggers; they come last of all, so that they do not see the restore. */
final class EventTriggerCatalog implements Catalog {
    private static final String SQL = """
            SELECT t.oid, t.evtname, t.evtevent, t.evtenabled, t.evttags, t.evtfoid::regproc::text AS function
              FROM pg_event_trigger t
             WHERE NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = t.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the event triggers", SQL, row -> {
            String trigger = identifier(row.getString("evtname"));
            CatalogObject object = new CatalogObject(
                            new Address("pg_event_trigger", row.getLong("oid")),
                            new ObjectId("event trigger", "", row.getString("evtname")),
                            Rank.EVENT_TRIGGER)
                    .afterData()
                    .create("CREATE EVENT TRIGGER " + trigger + " ON " + row.getString("evtevent")
                            + tags(row.getArray("evttags")) + " EXECUTE FUNCTION " + row.getString("function") + "()")
                    .drop("DROP EVENT TRIGGER IF EXISTS " + trigger);
            String state = TriggerCatalog.stateOf(row.getString("evtenabled"));
            return state.isEmpty() ? object : object.create("ALTER EVENT TRIGGER " + trigger + " " + state);
        });
    }

    private static String tags(java.sql.@org.jspecify.annotations.Nullable Array tags) throws SQLException {
        if (tags == null) {
            return "";
        }
        return Arrays.stream((String[]) tags.getArray())
                .map(tag -> literal(tag))
                .collect(Collectors.joining(", ", " WHEN TAG IN (", ")"));
    }
}

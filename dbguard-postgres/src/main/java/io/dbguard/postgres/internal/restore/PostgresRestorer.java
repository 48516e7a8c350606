package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.ExtensionTableCatalog;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.session.LockedTables;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.postgres.internal.snapshot.PostgresView;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.Restorer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Restores in one transaction: whatever fails, and whenever the process dies, PostgreSQL itself leaves the database as it
 * was.
 */
public final class PostgresRestorer extends PostgresView implements Restorer {
    private static final String INTACT = "the restore was undone and the database is as it was";

    private static final String EVENT_TRIGGER = "event trigger";

    private static final String SETTINGS = """
            SET LOCAL check_function_bodies = off;
            SET LOCAL client_min_messages = warning;
            """;

    /** Indexes are built one at a time, and faster with more memory than a server gives by itself; one set higher stays. */
    private static final String MEMORY_FOR_INDEXES = """
            SELECT set_config('maintenance_work_mem', '256MB', true)
             WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('256MB')
            """;

    /** Since 17 a superuser can keep event triggers from watching the restore. */
    private static final String NO_EVENT_TRIGGERS = """
            SELECT set_config(name, 'off', true) FROM pg_settings
             WHERE name = 'event_triggers' AND current_setting('is_superuser') = 'on'
            """;

    private final RowSecurity rowSecurity;
    private final SchemaRenaming renaming;
    private List<SchemaObject> eventTriggers = List.of();
    private @Nullable Roles roles;

    private PostgresRestorer(PgSession session, AccessOptions options) {
        super(session);
        renaming = new SchemaRenaming(session, options.schemaNames());
        renaming.begin();
        schema(); // Before row security is lifted, so that it shows the database as it is.
        rowSecurity = new RowSecurity(session);
        rowSecurity.lift(options.tables());
    }

    /**
     * Opens the database for a restore. The tables can be read by others, but not written, until the first is replaced.
     *
     * @param dataSource lends the connection
     * @param options which tables may be replaced, and how long to wait for locks
     */
    public static PostgresRestorer open(DataSource dataSource, AccessOptions options) {
        PgSession session = LockedTables.toWrite(dataSource, options, INTACT);
        try {
            session.execute("set up the restore", SETTINGS);
            session.query("set up the restore", NO_EVENT_TRIGGERS, row -> row);
            session.query("set up the restore", MEMORY_FOR_INDEXES, row -> row);
            return new PostgresRestorer(session, options);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void apply(RestorePlan plan) {
        roles = Roles.prepare(session(), plan.create(), plan.roles());
        eventTriggers =
                plan.create().stream().filter(PostgresRestorer::waitsForTheEnd).toList();
        for (SchemaObject object : plan.drop()) {
            execute("drop", object, object.drop());
        }
        var defaultPrivileges = DefaultPrivilegesAside.take(session(), schema(), plan);
        create(plan, Section.BEFORE_DATA);
        List<TableName> created = tables(plan, false);
        List<TableName> replaced = tables(plan, true);
        rowSecurity.forget(created);
        ObstacleCourse obstacles = ObstacleCourse.remove(session(), replaced);
        empty(replaced);
        plan.load().forEach(new RowLoader(session())::load);
        create(plan, Section.AFTER_DATA);
        obstacles.putBack();
        defaultPrivileges.putBack();
        plan.sequences().forEach(this::set);
        rowSecurity.lift(created::contains);
    }

    @Override
    public List<String> warnings() {
        return roles == null ? List.of() : roles.warnings();
    }

    /** Event triggers come at the very end, so that they do not see the restore. */
    @Override
    public void commit() {
        rowSecurity.putBack();
        renaming.end();
        eventTriggers.forEach(object -> execute("create", object, statements(object)));
        session().commit();
    }

    @Override
    public void close() {
        session().close();
    }

    private static List<TableName> tables(RestorePlan plan, boolean replaced) {
        return plan.load().stream()
                .filter(load -> load.replace() == replaced)
                .map(load -> load.table().name())
                .toList();
    }

    private void create(RestorePlan plan, Section section) {
        for (SchemaObject object : plan.create()) {
            if (object.section() == section && !waitsForTheEnd(object)) {
                execute("create", object, statements(object));
            }
        }
    }

    /** An event trigger, and what is said of it. */
    private static boolean waitsForTheEnd(SchemaObject object) {
        return object.id().kind().equals(EVENT_TRIGGER)
                || object.dependsOn().stream().anyMatch(need -> need.kind().equals(EVENT_TRIGGER));
    }

    private List<String> statements(SchemaObject object) {
        return roles == null ? object.create() : roles.statements(object);
    }

    private void execute(String verb, SchemaObject object, List<String> statements) {
        statements.forEach(sql -> session().execute(verb + " the " + object.id(), sql));
    }

    /** Of a table that an extension brought along, only the user's rows go. */
    private void empty(List<TableName> tables) {
        Map<TableName, String> conditions = ExtensionTableCatalog.conditions(session());
        List<String> whole = new ArrayList<>();
        for (TableName table : tables) {
            String condition = conditions.getOrDefault(table, "");
            String name = Quoting.identifier(table);
            if (!condition.isEmpty()) {
                session().execute("empty the table " + table, "DELETE FROM ONLY " + name + " " + condition);
            } else if (!table.equals(LargeObjectCatalog.TABLE)) {
                whole.add(name);
            }
        }
        if (!whole.isEmpty()) {
            session().execute("empty the tables", "TRUNCATE ONLY " + String.join(", ONLY ", whole));
        }
    }

    /**
     * Sets a sequence so that a rollback takes it back. setval() alone is not transactional, but a restarted sequence is
     * a new one until the commit, and setval() then acts on that.
     */
    private void set(SequenceState state) {
        session().execute("restart the " + state.sequence(), "ALTER SEQUENCE " + identifier(state) + " RESTART");
        session().execute("set the " + state.sequence(), setval(state));
    }

    /** Returns the statement that puts a sequence where it stood. */
    static String setval(SequenceState state) {
        return "SELECT pg_catalog.setval(" + Quoting.literal(identifier(state)) + ", " + state.value() + ", "
                + state.called() + ")";
    }

    private static String identifier(SequenceState state) {
        return Quoting.identifier(state.sequence().schema(), state.sequence().name());
    }
}

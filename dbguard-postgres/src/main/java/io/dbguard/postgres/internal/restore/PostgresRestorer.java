package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.ExtensionTableCatalog;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.mark.RestoreMark;
import io.dbguard.postgres.internal.session.LockedTables;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.postgres.internal.snapshot.PostgresView;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.Staging;
import io.dbguard.spi.database.TableLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Restores in one transaction: whatever fails, and whenever the process dies, PostgreSQL itself leaves the database as it
 * was.
 */
public final class PostgresRestorer extends PostgresView implements Restorer {
    private static final String INTACT = "the restore was undone and the database is as it was";

    private final RowSecurity rowSecurity;
    private final SchemaRenaming renaming;
    private List<SchemaObject> eventTriggers = List.of();
    private final Refreshes refreshes;
    private @Nullable Roles roles;

    private PostgresRestorer(PgSession session, AccessOptions options) {
        super(session);
        refreshes = new Refreshes(session);
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
     * @throws io.dbguard.api.BusyException if a restore on several connections is under way
     */
    public static PostgresRestorer open(DataSource dataSource, AccessOptions options) {
        PgSession session = LockedTables.toWrite(dataSource, options, INTACT);
        try {
            RestoreMark.checkWhole(session);
            RestoreSettings.apply(session);
            return new PostgresRestorer(session, options);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void apply(RestorePlan plan) {
        apply(plan, staging -> {});
    }

    @Override
    public void apply(RestorePlan plan, Consumer<Staging> rows) {
        roles = Roles.prepare(session(), plan.create(), plan.roles());
        eventTriggers =
                plan.create().stream().filter(RestoreSettings::waitsForTheEnd).toList();
        for (SchemaObject object : plan.drop()) {
            execute("drop", object, object.drop());
        }
        var defaultPrivileges = DefaultPrivilegesAside.take(session(), schema(), plan);
        create(plan, Section.BEFORE_DATA);
        List<TableName> replaced = tables(plan, TableLoad::replace);
        rowSecurity.leaveTo(plan);
        ObstacleCourse obstacles = ObstacleCourse.remove(session(), replaced);
        empty(replaced);
        RowLoader loader = RowLoader.toUncommitted(session());
        plan.load().forEach(load -> loader.load(load.table(), load.rows()));
        rows.accept(new PostgresStaging(session(), false));
        create(plan, Section.AFTER_DATA);
        rowSecurity.lift(tables(plan, load -> true)::contains);
        obstacles.putBack();
        defaultPrivileges.putBack();
        plan.sequences().forEach(state -> SequenceReset.set(session(), state));
    }

    @Override
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>(refreshes.warnings());
        if (roles != null) {
            warnings.addAll(roles.warnings());
        }
        return warnings;
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

    private static List<TableName> tables(RestorePlan plan, Predicate<TableLoad> which) {
        return plan.load().stream()
                .filter(which)
                .map(load -> load.table().name())
                .toList();
    }

    private void create(RestorePlan plan, Section section) {
        for (SchemaObject object : plan.create()) {
            if (object.section() != section || RestoreSettings.waitsForTheEnd(object)) {
                continue;
            }
            if (plan.refresh().contains(object.id())) {
                refreshes.attempt(object, statements(object));
            } else {
                execute("create", object, statements(object));
            }
        }
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
}

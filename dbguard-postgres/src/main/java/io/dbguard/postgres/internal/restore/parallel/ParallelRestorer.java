package io.dbguard.postgres.internal.restore.parallel;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.ExtensionTableCatalog;
import io.dbguard.postgres.internal.mark.RestoreMark;
import io.dbguard.postgres.internal.restore.DefaultPrivilegesAside;
import io.dbguard.postgres.internal.restore.RestoreSettings;
import io.dbguard.postgres.internal.restore.Roles;
import io.dbguard.postgres.internal.restore.SequenceReset;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.postgres.internal.snapshot.PostgresView;
import io.dbguard.postgres.internal.snapshot.TableParts;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.TableLoad;
import io.dbguard.spi.database.TablePiece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Restores what the database has nothing of, on several connections. What one of them has not committed the others cannot
 * see, so it is not one transaction: first come all objects up to the tables, with a mark that says how to undo them; then
 * rows, indexes and keys, on all connections; and in the last transaction all else, and the mark goes. Whatever fails, and
 * whenever the process dies, what was created is removed again, at once or by the next restore.
 */
public final class ParallelRestorer extends PostgresView implements Restorer {
    private static final String INTACT = "what the restore had created is removed again, or will be by the next one";

    /** Not a query, which would keep a snapshot until the next statement. */
    private static final String ALIVE = "SET LOCAL application_name = 'dbguard, while other connections restore'";

    private final DataSource dataSource;
    private final AccessOptions options;
    private final RestoreMark mark = new RestoreMark(UUID.randomUUID().toString());
    private final int connections;
    private final Workers workers;

    private @Nullable Progress progress;
    private boolean begun;
    private boolean done;

    /** What is known once the tables are there. */
    private record Progress(RestorePlan plan, Roles roles, List<TableName> guarded, Builds builds) {}

    private ParallelRestorer(PgSession session, DataSource dataSource, AccessOptions options, int connections) {
        super(session);
        this.dataSource = dataSource;
        this.options = options;
        this.connections = connections;
        this.workers = new Workers(this::writing, this::confirm, connections);
        schema();
    }

    /**
     * Opens the database.
     *
     * @param dataSource lends the connections, one more than are to work
     * @param options how long to wait for locks
     * @param connections how many may work at once
     * @throws io.dbguard.api.BusyException if another restore is under way
     */
    public static ParallelRestorer open(DataSource dataSource, AccessOptions options, int connections) {
        PgSession session = PgSession.begin(
                dataSource, "ISOLATION LEVEL READ COMMITTED, READ ONLY", options.lockWait(), "nothing was changed");
        try {
            RestoreMark.checkAlone(session);
            RestoreMark.checkAbsent(session);
            return new ParallelRestorer(session, dataSource, options, connections);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void apply(RestorePlan plan) {
        if (!plan.drop().isEmpty() || plan.load().stream().anyMatch(TableLoad::replace)) {
            throw new IllegalArgumentException("Something would be replaced, which only one transaction can undo");
        }
        List<SchemaObject> before = plan.create().stream()
                .filter(object -> object.section() == Section.BEFORE_DATA && !RestoreSettings.waitsForTheEnd(object))
                .toList();
        var builds = new Builds(plan, (session, object) -> create(session, object, known().roles));
        List<TableName> loaded =
                plan.load().stream().map(load -> load.table().name()).toList();
        List<TableName> guarded =
                Stream.concat(created(before), loaded.stream()).distinct().toList();
        begun = true;
        progress = new Progress(plan, createTables(plan, before, guarded), guarded, builds);
        workers.run(loads(plan));
        workers.run(builds.keys());
        workers.run(builds.indexes());
        workers.run(analyses(loaded));
    }

    /** Also the parents of partitions, by way of which rows get into these, and tables for which there are no rows. */
    private static Stream<TableName> created(List<SchemaObject> objects) {
        return objects.stream()
                .filter(object -> object.id().kind().equals(ObjectKinds.TABLE))
                .flatMap(object -> object.table().stream());
    }

    private Roles createTables(RestorePlan plan, List<SchemaObject> before, List<TableName> guarded) {
        try (PgSession session = writing()) {
            Roles roles = Roles.prepare(session, plan.create(), plan.roles());
            var defaultPrivileges = DefaultPrivilegesAside.take(session, schema(), plan);
            mark.set(session, before);
            before.forEach(object -> create(session, object, roles));
            defaultPrivileges.putBack();
            mark.guard(session, guarded);
            mark.noteCreated(session);
            confirm();
            session.commit();
            return roles;
        }
    }

    private List<Consumer<PgSession>> loads(RestorePlan plan) {
        try (PgSession session = reading()) {
            return Loads.of(
                    plan.load(), ExtensionTableCatalog.conditions(session).keySet(), connections);
        }
    }

    /** Since 18 a parent's children are analyzed with it, for which two connections could wait for each other's locks. */
    private static List<Consumer<PgSession>> analyses(List<TableName> tables) {
        return tables.stream()
                .map(table -> (Consumer<PgSession>) session -> session.execute(
                        "analyze the table " + table,
                        (session.majorVersion() < 18 ? "ANALYZE " : "ANALYZE ONLY ") + Quoting.identifier(table)))
                .toList();
    }

    /** In a transaction that ends before the last one: it keeps locks on what it reads. */
    @Override
    public void readRows(Table table, RowSink sink) {
        try (PgSession session = reading()) {
            new PostgresView(session).readRows(table, sink);
        }
    }

    @Override
    public void readBack(List<Table> tables, Function<Table, RowSink> sinks) {
        List<TablePiece> parts;
        try (PgSession session = reading()) {
            parts = TableParts.of(tables, session);
        }
        List<Consumer<PgSession>> reads = new ArrayList<>();
        parts.stream()
                .sorted(Comparator.comparingLong(TablePiece::bytes).reversed())
                .forEach(part -> reads.add(session -> TableParts.read(part, session, sinks.apply(part.table()))));
        new Workers(this::reading, this::confirm, connections).run(reads);
    }

    @Override
    public List<String> warnings() {
        return progress == null ? List.of() : progress.roles.warnings();
    }

    @Override
    public void commit() {
        Progress all = known();
        try (PgSession session = writing()) {
            mark.remove(session, all.guarded);
            var defaultPrivileges = DefaultPrivilegesAside.take(session, schema(), all.plan);
            all.plan.create().stream()
                    .filter(object -> object.section() == Section.AFTER_DATA
                            && !RestoreSettings.waitsForTheEnd(object)
                            && !all.builds.contains(object))
                    .forEach(object -> create(session, object, all.roles));
            defaultPrivileges.putBack();
            all.plan.sequences().forEach(state -> SequenceReset.set(session, state));
            all.plan.create().stream()
                    .filter(RestoreSettings::waitsForTheEnd)
                    .forEach(object -> create(session, object, all.roles));
            confirm();
            session.commit();
            done = true;
        }
    }

    /** Whether a commit that failed has been done after all is not known: the mark tells. */
    @Override
    public void close() {
        try {
            if (begun && !done) {
                mark.undo(dataSource, options.lockWait());
            }
        } finally {
            session().close(); // Only now another restore may begin.
        }
    }

    /** Another restore can take what is there for left behind as soon as the connection that has the lock is dead. */
    private synchronized void confirm() {
        try {
            session().execute("confirm the restore", ALIVE);
        } catch (DatabaseException e) {
            throw new DatabaseException(
                    "The connection was lost that keeps other restores of this database away",
                    INTACT,
                    "find out what ends idle connections, and start the restore again",
                    e);
        }
    }

    private Progress known() {
        Progress known = progress;
        if (known == null) {
            throw new IllegalStateException("Nothing has been restored yet");
        }
        return known;
    }

    private PgSession reading() {
        return PgSession.begin(dataSource, "ISOLATION LEVEL READ COMMITTED, READ ONLY", options.lockWait(), INTACT);
    }

    private PgSession writing() {
        PgSession session =
                PgSession.begin(dataSource, "ISOLATION LEVEL READ COMMITTED, READ WRITE", options.lockWait(), INTACT);
        try {
            RestoreSettings.apply(session);
            mark.permit(session);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void create(PgSession session, SchemaObject object, Roles roles) {
        roles.statements(object).forEach(sql -> session.execute("create the " + object.id(), sql));
    }
}

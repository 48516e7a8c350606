package io.dbguard.h2.internal.restore;

import io.dbguard.api.RequestException;
import io.dbguard.api.RestoreException;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.journal.Interruption;
import io.dbguard.h2.internal.journal.StepLog;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Isolation;
import io.dbguard.h2.internal.snapshot.H2View;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.Staging;
import io.dbguard.spi.database.TableLoad;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Restores although H2 commits at each DDL statement. What changes the structure is done first, in steps that can be taken
 * back; what is only rows is replaced last, in one transaction, which stays open until the commit.
 */
public final class H2Restorer extends H2View implements Restorer {
    private static final String INTACT = "the restore was undone and the database is as it was";
    private static final Duration UNDO_LOCK_WAIT = Duration.ofMinutes(1);

    private final DataSource dataSource;
    private final ForeignKeySwitch foreignKeys;
    private @Nullable StepLog log;
    private @Nullable H2Staging staging;
    private @Nullable SequenceChange sequences;
    private Set<TableName> tables = Set.of();

    private H2Restorer(H2Session session, DataSource dataSource) {
        super(session);
        this.dataSource = dataSource;
        this.foreignKeys = new ForeignKeySwitch(session);
    }

    /**
     * Opens the database for a restore. If an earlier one was cut off it is undone first.
     *
     * @param dataSource lends the connection
     * @param options how long to wait for locks
     */
    public static H2Restorer open(DataSource dataSource, AccessOptions options) {
        checkOwnNames(options.schemaNames().isEmpty(), "schemas");
        H2Session session = H2Session.open(dataSource, Isolation.READ_COMMITTED, options.lockWait(), INTACT);
        try {
            Interruption.putRight(session);
            return new H2Restorer(session, dataSource);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void apply(RestorePlan plan) {
        applySteps(plan, steps -> carryOut(plan, steps, false));
    }

    /** Rows come after all definitions: each of those ends the transaction. */
    @Override
    public void apply(RestorePlan plan, Consumer<Staging> rows) {
        applySteps(plan, steps -> {
            carryOut(plan, steps, true);
            var place = new H2Staging(session(), foreignKeys, this::rememberSwitch);
            staging = place;
            rows.accept(place);
            foreignKeys.check(tablesWithNewKeys(plan));
        });
    }

    private static Set<TableName> tablesWithNewKeys(RestorePlan plan) {
        return plan.create().stream()
                .filter(object -> object.id().kind().equals(ObjectKinds.FOREIGN_KEY))
                .flatMap(object -> object.table().stream())
                .collect(Collectors.toSet());
    }

    private void applySteps(RestorePlan plan, Consumer<StepLog> work) {
        checkOwnNames(plan.roles().mapped().isEmpty(), "roles");
        StepLog steps = new StepLog(session(), journalSchemas(plan));
        log = steps;
        try {
            work.accept(steps);
        } catch (RuntimeException e) {
            undo(e);
            throw e;
        }
    }

    private static void checkOwnNames(boolean own, String what) {
        if (!own) {
            throw new RequestException(
                    "A backup of H2 cannot be restored under other names of " + what,
                    "nothing was changed",
                    "restore it under the names it has, into a database of its own if need be");
        }
    }

    private void carryOut(RestorePlan plan, StepLog steps, boolean rowsFollow) {
        Schema present = schema();
        var aside = new Aside();
        var structure = new StructureSteps(steps, new SetAside(session(), steps, aside), present);
        Loads loads = Loads.of(plan, present);
        List<SchemaObject> obstacles = loads.obstacles(present, new HashSet<>(plan.drop()));

        structure.drop(plan.drop());
        obstacles.forEach(structure::drop);
        plan.create().stream().filter(object -> isBeforeRows(object, loads)).forEach(structure::create);
        loads.created().forEach(new Rows(session())::fill);
        var copy = new SafetyCopy(session(), steps, aside, foreignKeys);
        loads.copied().forEach(copy::replace);
        plan.create().stream()
                .filter(object -> !isBeforeRows(object, loads))
                .forEach(object -> createAfterRows(object, loads, structure, rowsFollow));
        obstacles.forEach(structure::create);
        sequences = new SequenceChange(session(), plan.sequences(), states());
        tables = Stream.concat(plan.load().stream().map(TableLoad::table), present.tables().stream())
                .map(Table::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        replaceAtOnce(loads, steps, sequences);
    }

    private Map<ObjectId, SequenceState> states() {
        return sequences().stream().collect(Collectors.toMap(SequenceState::sequence, Function.identity()));
    }

    /** The keys of a table that gets other rows come after them, whatever they are like. */
    private static boolean isBeforeRows(SchemaObject object, Loads loads) {
        boolean ofReplaced = object.id().kind().equals("constraint")
                && object.table().filter(loads.replaced()::contains).isPresent();
        return object.section() == Section.BEFORE_DATA && !ofReplaced;
    }

    /** A foreign key from or to a table that still has its old rows is checked when it has the new ones. */
    private static void createAfterRows(
            SchemaObject object, Loads loads, StructureSteps structure, boolean rowsFollow) {
        Set<ObjectId> later = loads.namesAtOnce().stream()
                .map(table -> new ObjectId("table", table.schema(), table.table()))
                .collect(Collectors.toSet());
        if (object.id().kind().equals("foreign key")
                && (rowsFollow || object.dependsOn().stream().anyMatch(later::contains))) {
            structure.createUnchecked(object);
        } else {
            structure.create(object);
        }
    }

    private void replaceAtOnce(Loads loads, StepLog steps, SequenceChange change) {
        Set<TableName> replaced = loads.namesAtOnce();
        List<String> inMemory = Stream.concat(ForeignKeySwitch.on(replaced).stream(), change.undoLater().stream())
                .toList();
        if (!inMemory.isEmpty() && (session().state().remote() || steps.hasBegun())) {
            // The server goes on when this process dies, and with it what a rollback does not take back in its memory.
            steps.write(inMemory, List.of());
            session().commit();
        }
        foreignKeys.off(replaced);
        new Rows(session()).replace(loads.atOnce());
        foreignKeys.on();
        foreignKeys.check(loads.replaced());
    }

    /** The server goes on when this process dies, and with it the switch in its memory. */
    private void rememberSwitch(Set<TableName> concerned) {
        StepLog steps = Objects.requireNonNull(log);
        if (session().state().remote() || steps.hasBegun()) {
            steps.write(ForeignKeySwitch.on(concerned), List.of());
            session().commit();
        }
    }

    @Override
    public void commit() {
        if (log != null && sequences != null) {
            sequences.set(tables);
            log.markDone();
            // Should this fail, nobody can say whether it was done; so the sequences stay where they were put.
            sequences = null;
            session().commit();
            log.finish();
            log = null;
        }
    }

    @Override
    public void close() {
        try {
            if (log != null) {
                undo(null);
            }
            if (staging != null) {
                staging.drop();
            }
        } finally {
            session().close();
        }
    }

    /** Takes everything back; if the connection is what failed, over another one. */
    private void undo(@Nullable RuntimeException reason) {
        StepLog steps = Objects.requireNonNull(log);
        log = null;
        steps.giveUp();
        try {
            takeBack(steps, session());
        } catch (RuntimeException e) {
            session().close();
            try (H2Session other = H2Session.open(dataSource, Isolation.READ_COMMITTED, UNDO_LOCK_WAIT, INTACT)) {
                takeBack(steps, other);
            } catch (RuntimeException again) {
                throw notUndone(reason, again);
            }
        }
    }

    private void takeBack(StepLog steps, H2Session over) {
        over.rollback();
        over.waitForLocks(UNDO_LOCK_WAIT);
        foreignKeys.on(over);
        if (sequences != null) {
            sequences.undo(over);
        }
        over.commit();
        steps.undo(over);
    }

    private static RestoreException notUndone(@Nullable RuntimeException reason, RuntimeException failure) {
        var exception = new RestoreException(
                "The restore failed, and so did taking it back",
                "all that it replaced is still in the database, in tables called DBGUARD_ASIDE…",
                "start the restore again: it first undoes this one",
                failure);
        if (reason != null) {
            exception.addSuppressed(reason);
        }
        return exception;
    }

    /** The journal goes where the user may create a table; that is so where it is to create others. */
    private List<String> journalSchemas(RestorePlan plan) {
        Stream<String> ofPlan = Stream.of(plan.drop(), plan.create())
                .flatMap(List::stream)
                .map(object -> object.id().schema());
        Stream<String> ofTables = Stream.concat(plan.load().stream().map(TableLoad::table), schema().tables().stream())
                .map(table -> table.name().schema());
        Set<String> there = existingSchemas();
        return Stream.of(ofPlan, ofTables, there.stream())
                .flatMap(s -> s)
                .filter(there::contains)
                .distinct()
                .toList();
    }

    private Set<String> existingSchemas() {
        return new LinkedHashSet<>(session()
                .query(
                        "list the schemas",
                        "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA",
                        row -> row.getString(1)));
    }
}

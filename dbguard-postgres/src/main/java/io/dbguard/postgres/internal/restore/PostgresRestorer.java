package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.LockedTables;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.postgres.internal.snapshot.PostgresView;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.Restorer;
import java.util.List;
import javax.sql.DataSource;

/**
 * Restores in one transaction: whatever fails, and whenever the process dies, PostgreSQL itself leaves the database as it
 * was.
 */
public final class PostgresRestorer extends PostgresView implements Restorer {
    private static final String INTACT = "the restore was undone and the database is as it was";

    private final RowSecurity rowSecurity;

    private PostgresRestorer(PgSession session, AccessOptions options) {
        super(session);
        schema(); // Before anything is lifted, so that it shows the database as it is.
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
        PgSession session = LockedTables.open(dataSource, options, "READ WRITE", "EXCLUSIVE", INTACT);
        try {
            session.execute("set up the restore", """
                    SET LOCAL check_function_bodies = off;
                    SET LOCAL client_min_messages = warning;
                    """);
            return new PostgresRestorer(session, options);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void apply(RestorePlan plan) {
        for (SchemaObject object : plan.drop()) {
            execute("drop", object, object.drop());
        }
        create(plan, Section.BEFORE_DATA);
        List<TableName> created = tables(plan, false);
        List<TableName> replaced = tables(plan, true);
        rowSecurity.forget(created);
        ObstacleCourse obstacles = ObstacleCourse.remove(session(), replaced);
        truncate(replaced);
        plan.load().forEach(load -> RowLoader.load(session(), load));
        create(plan, Section.AFTER_DATA);
        obstacles.putBack();
        plan.sequences().forEach(this::set);
        rowSecurity.lift(created::contains);
    }

    @Override
    public void commit() {
        rowSecurity.putBack();
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
            if (object.section() == section) {
                execute("create", object, object.create());
            }
        }
    }

    private void execute(String verb, SchemaObject object, List<String> statements) {
        statements.forEach(sql -> session().execute(verb + " the " + object.id(), sql));
    }

    private void truncate(List<TableName> tables) {
        if (!tables.isEmpty()) {
            session()
                    .execute(
                            "empty the tables",
                            "TRUNCATE ONLY "
                                    + String.join(
                                            ", ONLY ",
                                            tables.stream()
                                                    .map(Quoting::identifier)
                                                    .toList()));
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

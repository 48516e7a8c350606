package io.dbguard.h2.internal.snapshot;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.catalog.ObjectScript;
import io.dbguard.h2.internal.catalog.SchemaReader;
import io.dbguard.h2.internal.journal.Interruption;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Isolation;
import io.dbguard.h2.internal.session.SharedLocks;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseState;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Survey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The database as one SNAPSHOT transaction sees it. H2's snapshots hold rows only, so the structure is held still by
 * locks as far as they reach, and compared at the end.
 */
public final class H2Snapshot extends H2View implements Snapshot {
    private static final String INTACT = "the database was not changed";
    private static final int ATTEMPTS = 5;

    private final ObjectScript script;
    private final Schema present;
    private final Schema restorable;
    private final Optional<String> state;
    private final DdlInSight ddl;
    private boolean rowsWereRead;

    private H2Snapshot(
            H2Session session, ObjectScript script, Schema present, Schema restorable, Optional<String> state) {
        super(session);
        this.state = state;
        this.script = script;
        this.present = present;
        this.restorable = restorable;
        this.ddl = new DdlInSight(session);
    }

    /**
     * Opens a snapshot. A transaction's snapshot is taken by its first statement, before that gets any lock. So the
     * schema is read before and after the locks are taken, and if a table was altered in between, all starts over. From
     * then on nothing may ask for a script again: that would end the transaction.
     *
     * @param dataSource lends the connection
     * @param options which tables will be read, and how long to wait for locks
     */
    public static H2Snapshot open(DataSource dataSource, AccessOptions options) {
        H2Session session = H2Session.open(dataSource, Isolation.SNAPSHOT, options.lockWait(), INTACT);
        try {
            Interruption.refuse(session);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                ObjectScript script = ObjectScript.read(session);
                Schema before = SchemaReader.read(session, script);
                List<TableName> tables = SharedLocks.lockable(
                        session,
                        before.tables().stream()
                                .map(Table::name)
                                .filter(options.tables())
                                .toList());
                SharedLocks.take(session, tables);
                Optional<String> counters = ChangeCounters.readInQuiet(session);
                session.rollback();
                SharedLocks.take(session, tables);
                if (SchemaReader.read(session, script).equals(before)) {
                    return new H2Snapshot(
                            session,
                            script,
                            before,
                            ForeignKeyCheck.leaveOutBroken(session, before, options.tables()),
                            stateOf(session, before, counters));
                }
                session.rollback();
            }
            throw changed();
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * A change that the snapshot does not show must not be counted in its state. So it has one only if the counters stood
     * the same before and after it was taken, and nobody was in the middle of a change before.
     */
    private static Optional<String> stateOf(H2Session session, Schema schema, Optional<String> before) {
        return before.filter(counters -> ChangeCounters.read(session).equals(before))
                .map(counters -> StateText.of(counters, schema));
    }

    /**
     * Finds out what the database is like now.
     *
     * @param dataSource lends the connection
     * @param lockWait how long to wait for locks
     */
    public static Optional<DatabaseState> stateNow(DataSource dataSource, Duration lockWait) {
        try (H2Session session = H2Session.open(dataSource, Isolation.READ_COMMITTED, lockWait, INTACT)) {
            Interruption.refuse(session);
            Schema schema = SchemaReader.read(session, ObjectScript.read(session));
            List<SequenceState> sequences = SequenceStates.read(session);
            return ChangeCounters.read(session)
                    .map(counters -> new DatabaseState(StateText.of(counters, schema), sequences));
        }
    }

    @Override
    public Optional<String> state() {
        return state;
    }

    private static DatabaseException changed() {
        return new DatabaseException(
                "The structure of the database is being changed by somebody else",
                INTACT,
                "try again when the migration is over");
    }

    @Override
    public Optional<Survey> survey() {
        return Optional.of(Surveyor.survey(session(), restorable.tables()));
    }

    @Override
    public Schema schema() {
        return restorable;
    }

    @Override
    public void readRows(Table table, RowSink sink) {
        rowsWereRead = true;
        try {
            super.readRows(table, sink);
        } catch (DatabaseException e) {
            checkStructure();
            throw e;
        }
    }

    /** Sequences are read last, so this is the place to find out whether all is still what it was. */
    @Override
    public List<SequenceState> sequences() {
        if (rowsWereRead) {
            checkStructure();
        }
        return super.sequences();
    }

    /** Renaming does not wait for a shared lock, and nothing at all keeps views and the like from being changed. */
    private void checkStructure() {
        if (!SchemaReader.read(session(), script).equals(present)) {
            throw changed();
        }
    }

    @Override
    protected void betweenPages() {
        if (ddl.look()) {
            throw changed();
        }
    }

    @Override
    public void close() {
        session().close();
    }
}

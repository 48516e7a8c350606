package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.mark.RestoreMark;
import io.dbguard.postgres.internal.session.LockedTables;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.wal.WalMoment;
import io.dbguard.postgres.internal.wal.Writes;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseState;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Survey;
import io.dbguard.spi.database.TablePiece;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The database as one REPEATABLE READ, READ ONLY transaction sees it. */
public final class PostgresSnapshot extends PostgresView implements Snapshot {
    private static final String INTACT = "the database was not changed";

    /** The number is the library's; the server itself tells one database from another. It ends with the transaction. */
    private static final String LOCK = "SELECT pg_catalog.pg_try_advisory_xact_lock(7233457705354159150)";

    private final DataSource dataSource;
    private final AccessOptions options;
    private final TableRows rows;
    private final Optional<WalMoment> before;

    private @Nullable TransactionState transactions;

    private PostgresSnapshot(
            PgSession session, DataSource dataSource, AccessOptions options, Optional<WalMoment> before) {
        super(session);
        this.dataSource = dataSource;
        this.options = options;
        this.rows = new TableRows(session);
        this.before = before;
    }

    /**
     * Opens a snapshot.
     *
     * @param dataSource lends the connection
     * @param options which tables will be read, and how long to wait for locks
     */
    public static PostgresSnapshot open(DataSource dataSource, AccessOptions options) {
        var beforehand = new Beforehand();
        PgSession session = LockedTables.toRead(dataSource, options, before -> ask(before, beforehand), INTACT);
        try {
            RestoreMark.checkAbsent(session);
            return new PostgresSnapshot(session, dataSource, options, beforehand.moment());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** A restore may have locked what it fills, and for long, so nobody waits for that. */
    private static void ask(PgSession session, Beforehand beforehand) {
        RestoreMark.checkAbsent(session);
        beforehand.ask(session);
    }

    @Override
    public Claim claim() {
        boolean taken = session()
                .query("look for other backups", LOCK, row -> row.getBoolean(1))
                .get(0);
        return taken ? Claim.TAKEN : Claim.BUSY;
    }

    @Override
    public Optional<String> state() {
        return transactions().map(TransactionState::text);
    }

    private Optional<TransactionState> transactions() {
        if (transactions == null) {
            transactions = TransactionState.read(session()).orElse(null);
        }
        return Optional.ofNullable(transactions);
    }

    /**
     * Returns the state of the database as it is now.
     *
     * @param dataSource lends the connection
     * @param lockWait how long to wait for locks
     */
    public static Optional<DatabaseState> stateNow(DataSource dataSource, Duration lockWait) {
        try (PgSession session =
                PgSession.begin(dataSource, "ISOLATION LEVEL REPEATABLE READ, READ ONLY", lockWait, INTACT)) {
            return TransactionState.read(session)
                    .map(now -> new DatabaseState(now.text(), SequenceStates.read(session)));
        }
    }

    @Override
    public Optional<Survey> survey() {
        return Optional.of(Surveyor.survey(session(), schema().tables()));
    }

    @Override
    public List<TablePiece> pieces(List<Table> tables) {
        return TablePieces.of(tables, session(), rows.extensionTables().keySet());
    }

    @Override
    public Map<TableName, String> identities() {
        return transactions()
                .map(now -> TableIdentities.read(
                        session(), now.era(), rows.extensionTables().keySet()))
                .orElse(Map.of());
    }

    @Override
    public Map<TablePiece, String> stamps(List<TablePiece> pieces) {
        return PieceStamps.of(pieces, session());
    }

    @Override
    public Optional<String> mark(Optional<String> earlier) {
        return writes().flatMap(writes -> writes.mark(earlier, before));
    }

    @Override
    public Set<TablePiece> untouched(List<TablePiece> pieces, String mark) {
        return writes().map(writes -> writes.untouched(pieces, mark)).orElse(Set.of());
    }

    private Optional<Writes> writes() {
        return transactions().map(now -> new Writes(session(), now.eraDigest(), now.snapshot()));
    }

    @Override
    public void read(TablePiece piece, RowSink sink) {
        rows.read(piece, sink);
    }

    @Override
    public void readRows(Table table, RowSink sink) {
        rows.read(TablePiece.whole(table, 0), sink);
    }

    @Override
    public Optional<Companions> companions() {
        String snapshot = session()
                .query("share the snapshot", "SELECT pg_catalog.pg_export_snapshot()", row -> row.getString(1))
                .get(0);
        return Optional.of(() -> Companion.open(dataSource, options, snapshot, INTACT));
    }

    /** This ends the transaction, so that the next one sees the catalogs as they are now, and so does not need another connection. */
    @Override
    public void finish() {
        MovableMeanings seen = MovableMeanings.ofLockedTables(session());
        session().startAnew("ISOLATION LEVEL READ COMMITTED, READ ONLY", options.lockWait());
        seen.checkUnchanged(session());
    }

    @Override
    public void close() {
        session().close();
    }
}

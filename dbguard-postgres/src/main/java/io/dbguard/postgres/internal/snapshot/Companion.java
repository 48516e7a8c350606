package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.session.LockedTables;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.PieceReader;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.TablePiece;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Another connection that sees what a snapshot sees. */
final class Companion implements PieceReader {
    private final PgSession session;
    private final TableRows rows;
    private final Map<TableName, Boolean> locked = new HashMap<>();

    private Companion(PgSession session) {
        this.session = session;
        this.rows = new TableRows(session);
    }

    static Companion open(DataSource dataSource, AccessOptions options, String snapshot, String intact) {
        PgSession session =
                PgSession.begin(dataSource, "ISOLATION LEVEL REPEATABLE READ, READ ONLY", options.lockWait(), intact);
        try {
            session.execute("join the snapshot", "SET TRANSACTION SNAPSHOT " + Quoting.literal(snapshot));
            LockedTables.protect(session);
            return new Companion(session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Whoever waits for a table alone, such as a migration, waits for the first connection, which has locked it. If we
     * then waited for him, all three would wait for ever, and the server could not know.
     */
    @Override
    public boolean mayRead(Table table) {
        return table.name().equals(LargeObjectCatalog.TABLE) || locked.computeIfAbsent(table.name(), this::lock);
    }

    private boolean lock(TableName table) {
        session.execute("lock a table", "SAVEPOINT lock");
        try {
            session.execute(
                    "lock a table", "LOCK TABLE ONLY " + Quoting.identifier(table) + " IN ACCESS SHARE MODE NOWAIT");
            session.execute("lock a table", "RELEASE SAVEPOINT lock");
            return true;
        } catch (DatabaseException e) {
            session.execute("lock a table", "ROLLBACK TO SAVEPOINT lock");
            return false;
        }
    }

    @Override
    public Map<TablePiece, String> stamps(List<TablePiece> pieces) {
        return PieceStamps.of(pieces, session);
    }

    @Override
    public void read(TablePiece piece, RowSink sink) {
        rows.read(piece, sink);
    }

    @Override
    public void close() {
        session.close();
    }
}

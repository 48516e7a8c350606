package io.dbguard.h2;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.h2.internal.journal.Interruption;
import io.dbguard.h2.internal.restore.H2Restorer;
import io.dbguard.h2.internal.restore.H2Script;
import io.dbguard.h2.internal.restore.H2StagingView;
import io.dbguard.h2.internal.scratch.MemoryDatabase;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Isolation;
import io.dbguard.h2.internal.session.SessionTurn;
import io.dbguard.h2.internal.snapshot.H2Snapshot;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseProvider;
import io.dbguard.spi.database.DatabaseState;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.ScratchDatabase;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.StagingView;
import io.dbguard.spi.database.Turn;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Teaches dbguard H2 2.3 to 2.5, embedded or over the network. Everything goes over the application's own connections, by
 * JDBC alone. Thread-safe.
 *
 * <p>H2 commits at each DDL statement. A restore that only replaces rows is one transaction all the same; one that changes
 * the structure can be taken back step by step, also after the process died. What exactly is promised stands in
 * docs/h2.md.
 */
public final class H2Provider implements DatabaseProvider {
    /** The name that manifests carry. */
    public static final String NAME = "h2";

    private static final int MAJOR_VERSION = 2;

    /** Creates the provider. */
    public H2Provider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean supports(DatabaseMetaData database) throws SQLException {
        return database.getDatabaseProductName().equals("H2") && database.getDatabaseMajorVersion() == MAJOR_VERSION;
    }

    @Override
    public Snapshot openSnapshot(DataSource dataSource, AccessOptions options) {
        return H2Snapshot.open(dataSource, options);
    }

    @Override
    public Optional<DatabaseState> state(DataSource dataSource, Duration lockWait) {
        return H2Snapshot.stateNow(dataSource, lockWait);
    }

    @Override
    public Turn tryTurn(DataSource dataSource, Duration lockWait) {
        return SessionTurn.attempt(dataSource, lockWait);
    }

    @Override
    public void recover(DataSource dataSource, Duration lockWait) {
        H2Restorer.open(dataSource, new AccessOptions(table -> false, lockWait)).close();
    }

    @Override
    public boolean needsRecovery(DataSource dataSource, Duration lockWait) {
        try (H2Session session =
                H2Session.open(dataSource, Isolation.READ_COMMITTED, lockWait, "the database was not changed")) {
            return Interruption.isThere(session);
        }
    }

    @Override
    public Restorer openRestorer(DataSource dataSource, AccessOptions options) {
        return H2Restorer.open(dataSource, options);
    }

    @Override
    public Optional<StagingView> openStaging(DataSource dataSource, AccessOptions options) {
        return Optional.of(H2StagingView.open(dataSource, options));
    }

    @Override
    public Optional<ScratchDatabase> scratch(DataSource dataSource) {
        return Optional.of(MemoryDatabase.like(dataSource));
    }

    @Override
    public void writeScript(Manifest manifest, Function<TableContent, RowSource> rows, OutputStream script)
            throws IOException {
        H2Script.write(manifest, rows, script);
    }
}

package io.dbguard.postgres;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.postgres.internal.mark.RestoreMark;
import io.dbguard.postgres.internal.restore.PostgresRestorer;
import io.dbguard.postgres.internal.restore.PostgresScript;
import io.dbguard.postgres.internal.restore.PostgresStagingView;
import io.dbguard.postgres.internal.restore.parallel.ParallelRestorer;
import io.dbguard.postgres.internal.session.AdvisoryTurn;
import io.dbguard.postgres.internal.session.CopyIn;
import io.dbguard.postgres.internal.session.PostgresObserver;
import io.dbguard.postgres.internal.session.Unproven;
import io.dbguard.postgres.internal.snapshot.PostgresSnapshot;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseProvider;
import io.dbguard.spi.database.DatabaseState;
import io.dbguard.spi.database.MigrationObserver;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.StagingView;
import io.dbguard.spi.database.Turn;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Teaches dbguard PostgreSQL 14 to 18. Everything goes over the application's own connections; no program of the server
 * is needed. Thread-safe.
 *
 * <p>A restore is one transaction: whatever fails, and whenever the process dies, the database is as it was. One on several
 * connections, which only adds to a database, is not: if it fails, what it has created is removed again; if the process
 * dies, the database says so, backups refuse it, and the next restore removes that.
 */
public final class PostgresProvider implements DatabaseProvider {
    /** The name that manifests carry. */
    public static final String NAME = "postgresql";

    /** Creates the provider. */
    public PostgresProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean supports(DatabaseMetaData database) throws SQLException {
        return database.getDatabaseProductName().equals("PostgreSQL");
    }

    @Override
    public Snapshot openSnapshot(DataSource dataSource, AccessOptions options) {
        return PostgresSnapshot.open(dataSource, options);
    }

    @Override
    public Optional<DatabaseState> state(DataSource dataSource, Duration lockWait) {
        return PostgresSnapshot.stateNow(dataSource, lockWait);
    }

    @Override
    public Turn tryTurn(DataSource dataSource, Duration lockWait) {
        return AdvisoryTurn.attempt(dataSource, lockWait);
    }

    @Override
    public Restorer openRestorer(DataSource dataSource, AccessOptions options) {
        return PostgresRestorer.open(dataSource, options);
    }

    @Override
    public Optional<Restorer> openParallelRestorer(DataSource dataSource, AccessOptions options, int connections) {
        return Optional.of(ParallelRestorer.open(dataSource, options, connections));
    }

    @Override
    public Optional<StagingView> openStaging(DataSource dataSource, AccessOptions options) {
        return Optional.of(PostgresStagingView.open(dataSource, options));
    }

    @Override
    public void recover(DataSource dataSource, Duration lockWait) {
        RestoreMark.recover(dataSource, lockWait);
    }

    @Override
    public boolean needsRecovery(DataSource dataSource, Duration lockWait) {
        return RestoreMark.isThere(dataSource, lockWait);
    }

    @Override
    public List<String> unproven(DataSource dataSource, Duration lockWait) {
        return Unproven.read(dataSource, lockWait);
    }

    @Override
    public MigrationObserver observe(Connection connection) {
        return new PostgresObserver(connection);
    }

    @Override
    public void copyIn(Connection connection, String statement, String rows) throws SQLException {
        CopyIn.run(connection, statement, rows);
    }

    @Override
    public void writeScript(Manifest manifest, Function<TableContent, RowSource> rows, OutputStream script)
            throws IOException {
        PostgresScript.write(manifest, rows, script);
    }
}

package io.dbguard.spi.database;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Teaches dbguard a kind of database. This is the only interface that a database module has to offer; it is found by
 * {@link java.util.ServiceLoader} or handed to the guard by name. Implementations are thread-safe.
 *
 * <p>A provider reads and writes schema and rows. It knows nothing of backups, files, compression or manifests. What it
 * must be able to do is said by the contract test in the test jar of {@code dbguard-core}, which each provider runs.
 */
public interface DatabaseProvider {

    /** Returns the name that manifests carry, in lower case; it never changes. */
    String name();

    /**
     * Returns whether this provider speaks to such a database.
     *
     * @param database describes the database
     * @throws SQLException if the driver does
     */
    boolean supports(DatabaseMetaData database) throws SQLException;

    /**
     * Opens a consistent, read-only view of the database as it is now.
     *
     * @param dataSource gives the connection, one, and later those that {@link Snapshot#companions()} is asked for
     * @param options which tables will be read, and how long to wait for locks
     * @return the view; the caller closes it
     */
    Snapshot openSnapshot(DataSource dataSource, AccessOptions options);

    /**
     * Finds out what the database is like now, in a few queries that read no table. Empty, as by default, where that is not
     * possible: every backup then reads everything.
     *
     * @param dataSource gives the connection, one
     * @param lockWait how long to wait for a lock that somebody else holds
     */
    default Optional<DatabaseState> state(DataSource dataSource, Duration lockWait) {
        return Optional.empty();
    }

    /**
     * Asks for the turn to migrate the database, and does not wait for it. By default the database has no means to tell.
     *
     * @param dataSource gives the connection, one, for as long as the turn lasts
     * @param lockWait how long to wait for a lock that somebody else holds
     * @return the turn, or the answer that somebody else has it; the caller closes either
     */
    default Turn tryTurn(DataSource dataSource, Duration lockWait) {
        return Turn.unknown();
    }

    /**
     * Puts right what a restore has left that was cut off. Called before anything else of a restore looks at the
     * database. Does nothing by default, which is right where a restore is one transaction.
     *
     * @param dataSource gives the connection, one
     * @param lockWait how long to wait for a lock that somebody else holds
     */
    default void recover(DataSource dataSource, Duration lockWait) {}

    /**
     * Returns whether a restore has left something that {@link #recover} would put right, or is still under way. Changes nothing.
     * False by default, which is right where a restore is one transaction.
     *
     * @param dataSource gives the connection, one
     * @param lockWait how long to wait for a lock that somebody else holds
     */
    default boolean needsRecovery(DataSource dataSource, Duration lockWait) {
        return false;
    }

    /**
     * Opens the database for a restore.
     *
     * @param dataSource gives the connection, one
     * @param options which tables may be replaced, and how long to wait for locks
     * @return the restorer; the caller closes it
     */
    Restorer openRestorer(DataSource dataSource, AccessOptions options);

    /**
     * Opens a database that has nothing of what a restore brings, for one on several connections. What the process leaves that
     * dies meanwhile, {@link #recover} removes. Empty, as by default, where a restore uses one connection.
     *
     * @param dataSource gives the connections, one more than are to work
     * @param options how long to wait for locks
     * @param connections how many may work at once
     * @return the restorer; the caller closes it
     */
    default Optional<Restorer> openParallelRestorer(DataSource dataSource, AccessOptions options, int connections) {
        return Optional.empty();
    }

    /**
     * Opens a consistent view of the database as it is now, beside which rows of a backup can be laid. Others can go on writing.
     * Empty, as by default, where that is not possible.
     *
     * @param dataSource gives the connection, one
     * @param options which tables will be read, and how long to wait for locks
     * @return the view; the caller closes it
     */
    default Optional<StagingView> openStaging(DataSource dataSource, AccessOptions options) {
        return Optional.empty();
    }

    /**
     * Returns the constraints that do not hold for all rows as far as the database knows, and the indexes that it does not use
     * because their making failed; a sentence for each, without rows. By default nothing is known.
     *
     * @param dataSource gives the connection, one
     * @param lockWait how long to wait for a lock that somebody else holds
     */
    default List<String> unproven(DataSource dataSource, Duration lockWait) {
        return List.of();
    }

    /**
     * Creates an empty database to try something out, that reads SQL as this one does. Empty, as by default, where that needs
     * more than the connections of this one: then somebody has to give one.
     *
     * @param dataSource gives the connection, one
     */
    default Optional<ScratchDatabase> scratch(DataSource dataSource) {
        return Optional.empty();
    }

    /**
     * Watches the statements of a migration. By default nothing is seen.
     *
     * @param connection on which they are going to run
     */
    default MigrationObserver observe(Connection connection) {
        return MigrationObserver.NONE;
    }

    /**
     * Copies the rows that follow a statement in a script, where the database knows such a thing.
     *
     * @param connection where to
     * @param statement says into which table
     * @param rows as they stand in the script
     * @throws SQLException if the database refuses, or knows no such thing
     */
    default void copyIn(Connection connection, String statement, String rows) throws SQLException {
        throw new SQLFeatureNotSupportedException("This database copies no rows from a script");
    }

    /**
     * Writes a backup as a plain script that the database's own tool loads into an empty database.
     *
     * @param manifest the backup, which came from a database of this kind
     * @param rows gives the rows of each table of the manifest
     * @param script where the script goes, in UTF-8; the caller closes it
     * @throws IOException if the script cannot be written
     */
    void writeScript(Manifest manifest, Function<TableContent, RowSource> rows, OutputStream script) throws IOException;
}

package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbguard.Guard;
import io.dbguard.GuardBuilder;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RequestException;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.write.StatementKind;
import io.dbguard.api.write.StatementRefusedException;
import io.dbguard.api.write.WritePolicy;
import io.dbguard.api.write.WriteRules;
import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a guard does with an application's writes, on a real database. A database module's test extends this class. */
@Timeout(120)
public abstract class WritesContract {
    /** Without a backup by itself. */
    private static final Duration LONG = Duration.ofHours(1);

    /** What an application does to its connection. */
    @FunctionalInterface
    protected interface Use {
        /** Does it. */
        void with(Connection connection) throws SQLException;
    }

    @TempDir
    Path folder;

    private final List<GuardEvent> events = new CopyOnWriteArrayList<>();
    private final List<Guard> guards = new ArrayList<>();
    private TestDatabase database;

    /** Creates an empty database. */
    protected abstract TestDatabase create();

    @BeforeEach
    void fill() {
        database = create().run(
                        "CREATE TABLE sessions (id int PRIMARY KEY, v varchar(100))",
                        "CREATE TABLE users (id int PRIMARY KEY, v varchar(100))",
                        "INSERT INTO sessions VALUES (1, 'one'), (2, 'two'), (3, 'three')",
                        "INSERT INTO users VALUES (1, 'ann'), (2, 'bob')");
    }

    @AfterEach
    void close() {
        guards.forEach(Guard::close);
        database.close();
    }

    private GuardBuilder describe() {
        return Guard.protect(database.dataSource())
                .storeIn(folder.resolve("backups"))
                .onEvent(events::add)
                .closeWithin(Duration.ZERO);
    }

    private Guard guard() {
        Guard guard = describe().afterWrite(LONG, LONG).build();
        guards.add(guard);
        return guard;
    }

    private DataSource wrapped() {
        return guard().wrap(database.dataSource());
    }

    private static void use(DataSource source, Use use) throws SQLException {
        try (Connection connection = source.getConnection()) {
            use.with(connection);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns whether a new guard has noted a write. */
    protected boolean notes(Use use) throws SQLException {
        Guard guard = guard();
        use(guard.wrap(database.dataSource()), use);
        return guard.health().oldestUnsavedWrite().isPresent();
    }

    /** The statement is refused, and everything is as it was. */
    protected void refuses(String sql) throws SQLException {
        use(wrapped(), connection -> {
            Throwable thrown = catchThrowable(() -> execute(connection, sql));
            assertThat(thrown)
                    .as(sql)
                    .isInstanceOf(StatementRefusedException.class)
                    .hasMessageContaining("nothing was done")
                    .hasMessageContaining("guard.allow(");
            assertThat(((SQLException) thrown).getSQLState()).isEqualTo("42501");
        });
        isAsItWas();
        assertThat(events).extracting(GuardEvent::kind).contains(EventKind.STATEMENT_REFUSED);
    }

    /** The statement reaches the database, and counts as a write. */
    protected void letsThroughAsAWrite(String sql) throws SQLException {
        assertThat(notes(connection -> execute(connection, sql))).as(sql).isTrue();
        assertThat(events).as(sql).isEmpty();
    }

    private void isAsItWas() {
        assertThat(database.query("SELECT * FROM sessions ORDER BY id")).containsExactly("1|one", "2|two", "3|three");
        assertThat(database.query("SELECT * FROM users ORDER BY id")).containsExactly("1|ann", "2|bob");
    }

    @Test
    void aWriteIsNotedWithoutATransaction() throws SQLException {
        assertThat(notes(connection -> execute(connection, "INSERT INTO users VALUES (3, 'x')")))
                .isTrue();
        assertThat(notes(connection -> execute(connection, "/* hello */ UPDATE users SET v = 'y' WHERE id = 3")))
                .isTrue();
        assertThat(notes(connection -> execute(connection, "-- bye\nDELETE FROM users WHERE id = 3")))
                .isTrue();
        assertThat(notes(connection -> execute(connection, "CREATE TABLE more (id int)")))
                .isTrue();
    }

    @Test
    void readingIsNotNoted() throws SQLException {
        assertThat(notes(connection -> {
                    execute(connection, "SELECT count(*), max(id) FROM users WHERE lower(v) = 'ann'");
                    execute(connection, "WITH x AS (SELECT id FROM users) SELECT * FROM x");
                    execute(connection, "SELECT v FROM users WHERE id = 1 FOR UPDATE");
                }))
                .isFalse();
    }

    @Test
    void aFunctionThatNobodyKnowsMayHaveWritten() throws SQLException {
        Guard guard = guard();
        try (Connection connection = guard.wrap(database.dataSource()).getConnection()) {
            assertThatThrownBy(() -> execute(connection, "SELECT unheard_of(1)"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(guard.health().oldestUnsavedWrite()).isPresent();
    }

    @Test
    void aTransactionCountsFromItsCommit() throws SQLException {
        Guard guard = guard();
        use(guard.wrap(database.dataSource()), connection -> {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO users VALUES (3, 'x')");
            assertThat(guard.health().oldestUnsavedWrite()).isEmpty();
            connection.commit();
            assertThat(guard.health().oldestUnsavedWrite()).isPresent();
        });
    }

    @Test
    void whatIsRolledBackIsForgotten() throws SQLException {
        assertThat(notes(connection -> {
                    connection.setAutoCommit(false);
                    execute(connection, "INSERT INTO users VALUES (3, 'x')");
                    connection.rollback();
                    execute(connection, "SELECT 1");
                    connection.commit();
                }))
                .isFalse();
    }

    @Test
    void aSavepointChangesNothing() throws SQLException {
        assertThat(notes(connection -> {
                    connection.setAutoCommit(false);
                    execute(connection, "INSERT INTO users VALUES (3, 'x')");
                    var savepoint = connection.setSavepoint();
                    execute(connection, "INSERT INTO users VALUES (4, 'y')");
                    connection.rollback(savepoint);
                    connection.commit();
                }))
                .isTrue();
    }

    @Test
    void leavingATransactionCountsAsACommit() throws SQLException {
        assertThat(notes(connection -> {
                    connection.setAutoCommit(false);
                    execute(connection, "INSERT INTO users VALUES (3, 'x')");
                    connection.setAutoCommit(true);
                }))
                .isTrue();
        assertThat(notes(connection -> {
                    connection.setAutoCommit(false);
                    execute(connection, "INSERT INTO users VALUES (4, 'x')");
                }))
                .as("a connection that is closed may have been committed by somebody else")
                .isTrue();
    }

    @Test
    void batchesAndPreparedStatementsAreNoted() throws SQLException {
        assertThat(notes(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement("INSERT INTO users VALUES (?, ?)")) {
                        for (int i = 10; i < 13; i++) {
                            statement.setInt(1, i);
                            statement.setString(2, "x");
                            statement.addBatch();
                        }
                        statement.executeBatch();
                    }
                }))
                .isTrue();
        assertThat(notes(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        statement.addBatch("DELETE FROM users WHERE id = 10");
                        statement.executeBatch();
                    }
                }))
                .isTrue();
        assertThat(notes(connection -> {
                    try (PreparedStatement statement = connection.prepareStatement("DELETE FROM users WHERE id = ?")) {
                        statement.setInt(1, 11);
                        assertThat(statement.executeLargeUpdate()).isEqualTo(1);
                    }
                }))
                .isTrue();
    }

    @Test
    void whatTakesAllRowsIsRefused() throws SQLException {
        for (String sql : List.of(
                "TRUNCATE TABLE sessions",
                "DROP TABLE sessions",
                "drop table if exists sessions cascade",
                "DELETE FROM sessions",
                "DELETE FROM sessions WHERE true",
                "DELETE FROM sessions WHERE 1 = 1",
                "DELETE FROM sessions WHERE 'a' = 'a'",
                "DELETE FROM sessions WHERE ((id = id)) OR 1 = 2",
                "DELETE FROM sessions WHERE id = 1 OR 1 = 1",
                "DELETE FROM sessions WHERE 1 = 1 AND 2 > 1",
                "DELETE FROM sessions WHERE NOT 1 = 2",
                "DELETE FROM sessions WHERE v IS NULL OR v IS NOT NULL",
                "UPDATE sessions SET v = 'x'",
                "UPDATE sessions SET v = 'x' WHERE 1 <> 2",
                "/* harmless */ -- really\n DELETE FROM sessions",
                "ALTER TABLE sessions DROP COLUMN v",
                "INSERT INTO users VALUES (7, 'x'); DELETE FROM sessions",
                "-- +goose Down\nDELETE FROM sessions",
                "EXPLAIN ANALYZE DELETE FROM sessions")) {
            refuses(sql);
        }
    }

    @Test
    void whatChoosesRowsIsNotRefused() throws SQLException {
        for (String sql : List.of(
                "DELETE FROM sessions WHERE id = 1 AND (v = 'x' OR 1 = 1)",
                "DELETE FROM sessions WHERE id IN (SELECT id FROM users WHERE id = 9 OR 1 = 1)",
                "UPDATE sessions SET v = 'x' WHERE id = 1 AND 1 = 1",
                "UPDATE sessions SET v = 'WHERE true' WHERE id BETWEEN 1 AND 2",
                "UPDATE sessions SET v = v WHERE 1 = 2",
                "CREATE INDEX later ON sessions (v)",
                "DROP INDEX later")) {
            letsThroughAsAWrite(sql);
        }
    }

    @Test
    void aRefusalNamesNoValueAndTheTransactionGoesOn() throws SQLException {
        use(wrapped(), connection -> {
            connection.setAutoCommit(false);
            execute(connection, "UPDATE users SET v = 'carl' WHERE id = 1");
            assertThatThrownBy(() -> execute(connection, "UPDATE users SET v = 'secret' WHERE 'secret' = 'secret'"))
                    .isInstanceOf(StatementRefusedException.class)
                    .hasMessageContaining("UPDATE users")
                    .hasMessageNotContaining("secret");
            connection.commit();
        });
        assertThat(database.value("SELECT v FROM users WHERE id = 1")).isEqualTo("carl");
        assertThat(events.toString()).contains("UPDATE users").doesNotContain("secret");
    }

    @Test
    void aPreparedStatementIsRefusedWhenItRuns() throws SQLException {
        use(wrapped(), connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM sessions")) {
                assertThatThrownBy(statement::executeUpdate).isInstanceOf(StatementRefusedException.class);
                assertThatThrownBy(statement::executeLargeUpdate).isInstanceOf(StatementRefusedException.class);
                statement.addBatch();
                assertThatThrownBy(statement::executeBatch).isInstanceOf(StatementRefusedException.class);
                assertThatThrownBy(statement::execute).isInstanceOf(StatementRefusedException.class);
            }
        });
        isAsItWas();
    }

    @Test
    void aBatchIsRefusedAsAWholeAndIsEmptyThen() throws SQLException {
        use(wrapped(), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("DELETE FROM users WHERE id = 1");
                statement.addBatch("DELETE FROM sessions");
                assertThatThrownBy(statement::executeBatch).isInstanceOf(StatementRefusedException.class);
                assertThat(statement.executeBatch()).isEmpty();
            }
        });
        isAsItWas();
    }

    @Test
    void exactlyWhatWasAllowedRunsOnThisThreadForThisTime() throws Exception {
        Guard guard = guard();
        DataSource source = guard.wrap(database.dataSource());
        guard.allow(
                "DELETE sessions",
                "nightly job",
                () -> use(source, connection -> {
                    assertThatThrownBy(() -> execute(connection, "DELETE FROM users"))
                            .isInstanceOf(StatementRefusedException.class);
                    assertThatThrownBy(() -> execute(connection, "TRUNCATE TABLE sessions"))
                            .isInstanceOf(StatementRefusedException.class);
                    assertThatThrownBy(() -> onAnotherThread(() -> {
                                use(source, other -> execute(other, "DELETE FROM sessions"));
                                return true;
                            }))
                            .isInstanceOf(StatementRefusedException.class);
                    isAsItWas();
                    execute(connection, "DELETE FROM sessions");
                }));
        assertThat(database.value("SELECT count(*) FROM sessions")).isEqualTo("0");
        assertThatThrownBy(() -> use(source, connection -> execute(connection, "DELETE FROM sessions")))
                .isInstanceOf(StatementRefusedException.class);
    }

    private static <T> T onAnotherThread(Callable<T> work) throws SQLException {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            return threads.submit(work).get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw (SQLException) e.getCause();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatIsAllowedNestsAndEndsWithAnException() throws Exception {
        Guard guard = guard();
        DataSource source = guard.wrap(database.dataSource());
        Throwable thrown = catchThrowable(() -> guard.allow("DELETE FROM sessions", "outer", () -> {
            int left = guard.allowAndReturn("UPDATE users", "inner", () -> {
                use(source, connection -> {
                    execute(connection, "UPDATE users SET v = 'x'");
                    execute(connection, "DELETE FROM sessions");
                });
                return 5;
            });
            assertThat(left).isEqualTo(5);
            use(
                    source,
                    connection -> assertThatThrownBy(() -> execute(connection, "UPDATE users SET v = 'z'"))
                            .isInstanceOf(StatementRefusedException.class));
            throw new IllegalStateException("it fails");
        }));
        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> use(source, connection -> execute(connection, "DELETE FROM sessions")))
                .isInstanceOf(StatementRefusedException.class);
        assertThat(database.value("SELECT v FROM users WHERE id = 2")).isEqualTo("x");
    }

    @Test
    void whatIsAllowedAndDoneIsWrittenDownBefore() throws Exception {
        Guard guard = guard();
        DataSource source = guard.wrap(database.dataSource());
        guard.allow(
                "TRUNCATE sessions",
                "nightly job",
                () -> use(source, connection -> execute(connection, "TRUNCATE TABLE sessions")));
        var log = guard.repository().auditTrail();
        assertThat(log.problems()).isEmpty();
        assertThat(log.entries())
                .extracting(entry -> entry.event().kind())
                .containsExactly(EventKind.APPROVAL, EventKind.OVERRIDE);
        assertThat(log.entries())
                .allSatisfy(entry -> assertThat(entry.event().details()).containsEntry("reason", "nightly job"));
        assertThat(database.value("SELECT count(*) FROM sessions")).isEqualTo("0");
    }

    @Test
    void withoutATraceNothingIsAllowed() throws Exception {
        Guard guard = guard();
        Files.writeString(folder.resolve("backups"), "this is no folder");
        assertThatThrownBy(() -> guard.allow("DELETE FROM sessions", "why", () -> {
                    throw new AssertionError("it must not run");
                }))
                .isInstanceOf(io.dbguard.api.DbGuardException.class);
    }

    @Test
    void nothingThatIsHarmlessCanBeAllowed() {
        assertThatThrownBy(() -> guard().allow("SELECT 1", "why", () -> {}))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("nothing that would be refused");
    }

    @Test
    void aBackupIsTakenFirstWhereThatIsTheRule() throws SQLException {
        Guard guard = guard();
        DataSource source = guard.wrap(
                database.dataSource(), WriteRules.STRICT.on(StatementKind.DELETE_ALL, WritePolicy.BACK_UP_FIRST));
        use(source, connection -> execute(connection, "DELETE FROM sessions"));
        assertThat(database.value("SELECT count(*) FROM sessions")).isEqualTo("0");
        BackupId id = guard.repository().list().backups().get(0).header().id();
        assertThat(id.value()).endsWith("before-delete-from");
        guard.restore().backup(id).run();
        isAsItWas();
    }

    @Test
    void whereTheBackupFailsNothingIsDone() throws Exception {
        Guard guard = guard();
        Files.writeString(folder.resolve("backups"), "this is no folder");
        DataSource source = guard.wrap(
                database.dataSource(), WriteRules.STRICT.on(StatementKind.DELETE_ALL, WritePolicy.BACK_UP_FIRST));
        use(
                source,
                connection -> assertThatThrownBy(() -> execute(connection, "DELETE FROM sessions"))
                        .isInstanceOf(StatementRefusedException.class)
                        .hasMessageContaining("the backup before it failed"));
        isAsItWas();
    }

    @Test
    void whatIsAllowedByRuleRunsLikeAnyWrite() throws SQLException {
        Guard guard = guard();
        DataSource source =
                guard.wrap(database.dataSource(), WriteRules.STRICT.on(StatementKind.TRUNCATE, WritePolicy.ALLOW));
        use(source, connection -> execute(connection, "TRUNCATE TABLE sessions"));
        assertThat(database.value("SELECT count(*) FROM sessions")).isEqualTo("0");
        assertThat(guard.health().oldestUnsavedWrite()).isPresent();
    }

    @Test
    void temporaryTablesAreTheConnectionsOwnBusiness() throws SQLException {
        use(wrapped(), connection -> {
            execute(connection, "CREATE TEMPORARY TABLE scratch (id int)");
            execute(connection, "INSERT INTO scratch VALUES (1)");
            execute(connection, "UPDATE scratch SET id = 2");
            execute(connection, "DELETE FROM scratch");
            execute(connection, "DROP TABLE scratch");
        });
        assertThat(events).isEmpty();
    }

    @Test
    void theConnectionBehindIsWithinReach() throws SQLException {
        use(wrapped(), connection -> {
            assertThat(connection.isWrapperFor(Connection.class)).isTrue();
            assertThat(connection.unwrap(Connection.class)).isNotNull();
            try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> execute(statement.getConnection(), "DELETE FROM sessions"))
                        .isInstanceOf(StatementRefusedException.class);
            }
        });
        isAsItWas();
    }

    @Test
    void theBackupSaysWhatWasWritten() throws Exception {
        Guard guard = describe().afterWrite(Duration.ofMillis(100), LONG).build();
        guards.add(guard);
        use(guard.wrap(database.dataSource()), connection -> execute(connection, "INSERT INTO users VALUES (3, 'x')"));
        guard.backupAfterWrite("waitlist");
        guard.backupSoon().get();
        assertThat(events.get(0).words()).contains("after writes to users, waitlist");
        assertThat(guard.health().lastBackup()).isPresent();
    }

    @Test
    void aRateThatWouldLetAWriteWaitForTooLongIsRefused() {
        assertThatThrownBy(() -> describe()
                        .afterWrite(Duration.ZERO, Duration.ofSeconds(30))
                        .afterWriteAtMost(Duration.ofSeconds(31))
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PT31S")
                .hasMessageContaining("PT30S");
    }

    @Test
    void aPauseIsWrittenDown() {
        Guard guard = guard();
        guard.pauseBackups("bulk load").close();
        assertThat(guard.repository().auditTrail().entries())
                .extracting(entry -> entry.event().kind())
                .containsExactly(EventKind.PAUSE, EventKind.PAUSE);
    }

    /** A place that is gone as classes are when a web application is stopped. */
    private static final class StoppedPlace extends ForwardingStorage {
        private boolean stopped;

        StoppedPlace(Storage storage) {
            super(storage);
        }

        @Override
        protected Storage toWrite() throws IOException {
            if (stopped) {
                throw new NoClassDefFoundError("of a web application that was stopped");
            }
            return super.toWrite();
        }
    }

    @Test
    void anErrorWhileTheGuardIsClosedDoesNotKeepTheBackupsOpen() {
        var place = new StoppedPlace(new LocalStorage(folder.resolve("backups")));
        Guard guard = Guard.protect(database.dataSource())
                .storeIn(place)
                .afterWrite(LONG, LONG)
                .build();
        DataSource source = guard.wrap(database.dataSource());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> use(source, connection -> execute(connection, "DELETE FROM sessions")))
                    .isInstanceOf(StatementRefusedException.class);
        }
        place.stopped = true;
        assertThatThrownBy(guard::close).isInstanceOf(NoClassDefFoundError.class);
        assertThatThrownBy(() -> guard.backupSoon().get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(DbGuardException.class);
    }

    @Test
    void rowsThatAreGoneAreToldApartFromTheBackup() {
        Guard guard = guard();
        guard.backup().run();
        database.run("DELETE FROM users", "DELETE FROM sessions");
        BackupId backup = guard.backup().run().header().id();
        assertThat(events)
                .extracting(GuardEvent::kind)
                .containsExactly(EventKind.BACKUP, EventKind.BACKUP, EventKind.ROWS_LOST);
        assertThat(events.get(2).subject()).isEqualTo(backup.value());
        assertThat(events.get(2).words()).contains("the backup holds no rows").contains("held 5");
        assertThat(guard.repository().auditTrail().entries())
                .extracting(entry -> entry.event().kind())
                .containsExactly(EventKind.BACKUP, EventKind.BACKUP, EventKind.ROWS_LOST);
    }

    @Test
    void manyInstancesThatWriteAtOnceAllEndInABackupAndNoneFails() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<BackupId>> saved = new ArrayList<>();
        List<Guard> instances = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                Guard guard = describe()
                        .afterWrite(Duration.ofMillis(10), Duration.ofMillis(50))
                        .closeWithin(Duration.ofSeconds(60))
                        .build();
                instances.add(guard);
                DataSource source = guard.wrap(database.dataSource());
                int base = 1000 * (i + 1);
                saved.add(threads.submit(() -> {
                    for (int n = 0; n < 100; n++) {
                        int id = base + n;
                        use(source, connection -> execute(connection, "INSERT INTO users VALUES (" + id + ", 'x')"));
                    }
                    return guard.backupSoon().get();
                }));
            }
            for (Future<BackupId> one : saved) {
                assertThat(one.get()).isNotNull();
            }
        } finally {
            threads.shutdown();
            instances.forEach(Guard::close);
        }
        assertThat(events).extracting(GuardEvent::kind).containsOnly(EventKind.BACKUP);
        assertThat(instances).allSatisfy(guard -> {
            assertThat(guard.health().failuresInARow()).isZero();
            assertThat(guard.health().oldestUnsavedWrite()).isEmpty();
        });
        Guard after = guard();
        assertThat(after.repository().list().damaged()).isEmpty();
        database.run("DELETE FROM users");
        after.restore().latest().run();
        assertThat(database.value("SELECT count(*) FROM users")).isEqualTo("502");
    }
}

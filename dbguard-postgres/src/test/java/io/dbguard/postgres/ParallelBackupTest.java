package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.GuardBuilder;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.report.BackupReport;
import io.dbguard.postgres.testing.DataSources;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One backup read on several connections, large tables in pieces. */
class ParallelBackupTest {
    /** One row in each block: more than 64 MB, so that there is more than one piece, with little to read. */
    private static final List<String> LARGE = List.of(
            "CREATE TABLE large (id int, v text) WITH (fillfactor = 10)",
            "INSERT INTO large SELECT i, repeat(md5(i::text), 22) FROM generate_series(1, 10000) i");

    @TempDir
    Path folder;

    private PostgresDatabase database = PostgresServer.version(17).newDatabase();

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private GuardBuilder guard(DataSource source, int connections) {
        return Guard.protect(source).storeIn(folder).connections(connections);
    }

    private void fill(List<String> statements) {
        database.run(statements.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void tablesOfAllKindsAreTheSameHoweverTheyWereRead(int major) {
        database.close();
        database = PostgresServer.version(major).newDatabase();
        fill(LARGE);
        database.run(
                "DELETE FROM large WHERE id % 3 = 0 OR id BETWEEN 3000 AND 4000",
                "CREATE TABLE nothing (id int)",
                "CREATE TABLE one (id int)",
                "INSERT INTO one VALUES (1)",
                "CREATE TABLE without_columns ()",
                "INSERT INTO without_columns SELECT FROM generate_series(1, 7)",
                "CREATE TABLE aside (id int, v text)",
                "ALTER TABLE aside ALTER v SET STORAGE EXTERNAL",
                "INSERT INTO aside SELECT i, repeat(md5(i::text), 4000) FROM generate_series(1, 1200) i",
                "CREATE TABLE \"an odd 'name\" (\"ctid \" int, g int GENERATED ALWAYS AS (1) STORED)",
                "INSERT INTO \"an odd 'name\" VALUES (1), (2)",
                "CREATE TABLE parent (id int)",
                "CREATE TABLE child (more text) INHERITS (parent)",
                "INSERT INTO parent VALUES (1)",
                "INSERT INTO child VALUES (2, 'x')",
                "CREATE TABLE parts (id int) PARTITION BY LIST (id)",
                "CREATE TABLE part_1 PARTITION OF parts FOR VALUES IN (1)",
                "CREATE TABLE part_2 PARTITION OF parts FOR VALUES IN (2)",
                "INSERT INTO parts VALUES (1), (2), (2)",
                "CREATE UNLOGGED TABLE unlogged (id int)",
                "INSERT INTO unlogged VALUES (3)",
                "CREATE VIEW seen AS SELECT * FROM one",
                "CREATE MATERIALIZED VIEW kept AS SELECT * FROM one",
                "SELECT lo_from_bytea(4711, 'large object')");
        database.asSuperuser()
                .run(
                        "CREATE FOREIGN DATA WRAPPER far",
                        "CREATE SERVER far FOREIGN DATA WRAPPER far",
                        "CREATE FOREIGN TABLE elsewhere (id int) SERVER far");
        try (Guard one = guard(database.superuser(), 1).build();
                Guard four = guard(database.superuser(), 4).build();
                PostgresDatabase copy = PostgresServer.version(major).newDatabase()) {
            BackupReport first = one.backup().label("one").run();
            BackupReport second = four.backup().label("four").run();
            assertThat(first.rows()).isEqualTo(second.rows()).isGreaterThan(5000);
            assertThat(second.writtenBytes()).isZero();
            assertThat(four.verify().latest().againstDatabase().identical()).isTrue();
            try (Guard target = guard(copy.superuser(), 4).build()) {
                target.restore().latest().run();
            }
            assertThat(PostgresFacts.dump(copy.asSuperuser())).isEqualTo(PostgresFacts.dump(database.asSuperuser()));
        }
    }

    @Test
    void whatIsAddedAtTheEndMovesNoPiece() {
        fill(LARGE);
        try (Guard guard = guard(database.dataSource(), 3).build()) {
            long first = guard.backup().run().writtenBytes();
            database.run("INSERT INTO large SELECT i, repeat(md5(i::text), 22) FROM generate_series(10001, 10100) i");
            assertThat(guard.backup().run().writtenBytes()).isLessThan(first / 3);
        }
    }

    @Test
    void aPoolThatHasOnlyOneConnectionIsEnough() throws Exception {
        fill(LARGE);
        var free = new CountDownLatch(1);
        try (Connection only = database.dataSource().getConnection()) {
            var main = Thread.currentThread();
            DataSource pool = DataSources.lending(() -> {
                if (Thread.currentThread() != main) {
                    free.await(); // As a pool without a time limit does; only an interrupt ends it.
                }
                return DataSources.withoutClose(only);
            });
            try (Guard guard = guard(pool, 5).build()) {
                assertThat(guard.backup().run().rows()).isEqualTo(10000);
            }
        }
    }

    @Test
    void aPoolThatRefusesASecondConnectionIsEnough() throws Exception {
        fill(LARGE);
        var main = Thread.currentThread();
        DataSource pool = DataSources.lending(() -> {
            if (Thread.currentThread() != main) {
                throw new java.sql.SQLException("no more", "08000");
            }
            return database.dataSource().getConnection();
        });
        try (Guard guard = guard(pool, 2).build()) {
            assertThat(guard.backup().run().rows()).isEqualTo(10000);
        }
    }

    @Test
    void aConnectionThatDiesLeavesNoBackupAndSaysSo() {
        // So much that the first connection cannot have read it all when the second comes.
        database.run(
                "CREATE TABLE large (id int, v text)",
                "ALTER TABLE large ALTER v SET STORAGE PLAIN",
                "INSERT INTO large SELECT i, repeat(md5(i::text), 60) FROM generate_series(1, 36000) i");
        var died = new AtomicBoolean();
        var helper = new AtomicReference<String>();
        var main = Thread.currentThread();
        DataSource source = DataSources.lending(() -> {
            Connection connection = database.dataSource().getConnection();
            if (Thread.currentThread() != main) {
                helper.set(String.valueOf(
                        connection.unwrap(org.postgresql.PGConnection.class).getBackendPID()));
            }
            return connection;
        });
        try (Guard guard = guard(source, 2)
                .onProgress(progress -> {
                    if (Thread.currentThread() != main && died.compareAndSet(false, true)) {
                        database.asSuperuser().query("SELECT pg_terminate_backend(" + helper.get() + ", 5000)");
                    }
                })
                .build()) {
            assertThatThrownBy(() -> guard.backup().run()).isInstanceOfSatisfying(DatabaseException.class, e -> {
                assertThat(e.failed()).startsWith("PostgreSQL could not read the table public.large");
                assertThat(e.intact()).isEqualTo("the database was not changed");
            });
            assertThat(died).isTrue();
            assertThat(guard.repository().list().backups()).isEmpty();
        }
        assertThat(database.query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND state <> 'idle'"))
                .isEmpty();
    }

    /** A migration that waits for the first connection's lock would let all further ones wait behind it. */
    @Test
    void aMigrationThatWaitsForATableDoesNotMakeTheBackupWait() throws Exception {
        fill(LARGE);
        var main = Thread.currentThread();
        var migration = new CompletableFuture<Void>();
        var opened = new AtomicInteger();
        DataSource source = DataSources.lending(() -> {
            if (Thread.currentThread() != main && opened.incrementAndGet() == 1) {
                CompletableFuture.runAsync(() -> database.run("ALTER TABLE large ADD more int"))
                        .whenComplete((nothing, failure) -> migration.complete(null));
                while (database.query("SELECT 1 FROM pg_locks WHERE NOT granted")
                        .isEmpty()) {
                    Thread.onSpinWait();
                }
            }
            return database.dataSource().getConnection();
        });
        try (Guard guard = guard(source, 2).build()) {
            assertThat(guard.backup().run().rows()).isEqualTo(10000);
        }
        migration.get();
        assertThat(opened).hasValue(1);
    }

    @Test
    void allConnectionsSeeTheSameMomentWhileOthersWrite() throws Exception {
        fill(LARGE);
        database.run("CREATE TABLE counts (id int PRIMARY KEY, n bigint)", "INSERT INTO counts VALUES (1, 0)");
        var stop = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            for (int i = 1; !stop.get(); i++) {
                database.run("BEGIN; UPDATE counts SET n = n + 1; INSERT INTO large VALUES (" + (100000 + i)
                        + ", 'new'); UPDATE large SET v = 'changed' WHERE id = " + i + "; COMMIT");
            }
        });
        try (Guard guard = guard(database.dataSource(), 3).build();
                PostgresDatabase copy = PostgresServer.version(17).newDatabase();
                Guard target = guard(copy.dataSource(), 3).build()) {
            guard.backup().run();
            stop.set(true);
            writer.get();
            target.restore().latest().run();
            assertThat(copy.value("SELECT (SELECT n FROM counts) = (SELECT count(*) FROM large WHERE v = 'new')"
                            + " AND (SELECT n FROM counts) = (SELECT count(*) FROM large WHERE v = 'changed')"
                            + " AND (SELECT count(*) FROM large WHERE id <= 10000) = 10000"))
                    .isEqualTo("t");
        }
    }
}

package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.report.Progress.Activity;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.schema.Aspect;
import io.dbguard.postgres.testing.CutOffDataSource;
import io.dbguard.postgres.testing.EverythingFixture;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A restore on several connections brings back the same, and leaves nothing where it fails. */
class ParallelRestoreTest {
    private static final int CUTS = 8;

    /** What a database has from the beginning, and the fixture changes. */
    private static final String SAME_COMMENT = "COMMENT ON SCHEMA public IS 'changed'";

    @TempDir
    Path folder;

    private final List<PostgresDatabase> databases = new ArrayList<>();

    @AfterEach
    void dropDatabases() {
        Collections.reverse(databases); // A role that owns something elsewhere cannot be dropped.
        databases.forEach(PostgresDatabase::close);
    }

    private PostgresDatabase database(int major) {
        PostgresDatabase database = PostgresServer.version(major).newDatabase();
        databases.add(database);
        return database;
    }

    /** Some tables with keys that refer to each other, one of which has several parts. */
    private PostgresDatabase shop() {
        PostgresDatabase shop = database(17);
        shop.run(
                "CREATE TABLE customers (id int PRIMARY KEY, email text UNIQUE, best int)",
                "CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers, v text)",
                "ALTER TABLE customers ADD FOREIGN KEY (best) REFERENCES orders DEFERRABLE INITIALLY DEFERRED",
                "CREATE INDEX ON orders (customer)",
                "CREATE INDEX ON orders (v)",
                "CREATE TABLE empty (id int)",
                "CREATE VIEW totals AS SELECT customer, count(*) FROM orders GROUP BY 1",
                "INSERT INTO customers SELECT g, 'c' || g FROM generate_series(1, 1000) g",
                "INSERT INTO orders (customer, v) SELECT g % 1000 + 1, repeat(md5(g::text), 12)"
                        + " FROM generate_series(1, 100000) g",
                "UPDATE customers SET best = id");
        try (Guard guard = guard(shop.dataSource())) {
            guard.backup().run();
        }
        return shop;
    }

    private Guard guard(DataSource source) {
        return Guard.protect(source).storeIn(folder).build();
    }

    /** A guard that lets something else happen, once, as soon as the tables are there and their rows are being loaded. */
    private Guard meanwhile(PostgresDatabase copy, AtomicBoolean done, Runnable happening) {
        return Guard.protect(copy.dataSource())
                .storeIn(folder)
                .onProgress(progress -> {
                    if (progress.activity() == Activity.RESTORE
                            && !copy.query("SELECT 1 FROM pg_class WHERE relname = 'empty'")
                                    .isEmpty()
                            && done.compareAndSet(false, true)) {
                        happening.run();
                    }
                })
                .build();
    }

    private RestoreReport restore(DataSource target) {
        try (Guard guard = guard(target)) {
            return guard.restore().latest().fromAnotherDatabase().connections(3).run();
        }
    }

    private void assertSame(PostgresDatabase copy, PostgresDatabase original) {
        try (Guard guard = guard(copy.dataSource())) {
            assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
        }
        assertThat(PostgresFacts.dump(copy)).isEqualTo(PostgresFacts.dump(original));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void oneOfEverythingIsTheSameAsFromOneTransaction(int major) {
        PostgresDatabase source = database(major);
        PostgresDatabase usual = database(major);
        PostgresDatabase parallel = database(major);
        EverythingFixture.load(source);
        parallel.asSuperuser().run(SAME_COMMENT);
        try (Guard writer = guard(source.superuser());
                Guard one = guard(usual.superuser());
                Guard several = guard(parallel.superuser())) {
            writer.backup().run();
            one.restore().latest().without(Aspect.LARGE_OBJECTS).run();
            assertThat(several.restore()
                            .latest()
                            .without(Aspect.LARGE_OBJECTS)
                            .connections(3)
                            .run()
                            .warnings())
                    .isEmpty();
        }
        assertThat(PostgresFacts.dump(parallel.asSuperuser())).isEqualTo(PostgresFacts.dump(usual.asSuperuser()));
    }

    @Test
    void anOrdinaryRoleRestoresTablesKeysAndSequences() {
        PostgresDatabase shop = shop();
        PostgresDatabase copy = database(17);
        assertThat(restore(copy.dataSource()).warnings()).isEmpty();
        assertSame(copy, shop);
        copy.run("INSERT INTO orders (customer, v) VALUES (1, 'next')");
        assertThat(copy.value("SELECT max(id) FROM orders")).isEqualTo("100001");
    }

    /** Rows that are frozen and known to be visible to all cost no VACUUM afterwards. */
    @Test
    void aTableThatIsLoadedByOneConnectionIsFrozen() {
        shop();
        PostgresDatabase copy = database(17);
        restore(copy.dataSource());
        copy.run("ANALYZE");
        assertThat(copy.value(
                        "SELECT relallvisible = relpages AND relpages > 0 FROM pg_class WHERE relname = 'customers'"))
                .isEqualTo("t");
    }

    /** A table that is loaded in parts, and one without a row. */
    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO orders (id) VALUES (-1)", "INSERT INTO empty VALUES (1)"})
    void whatASuperuserSlipsInIsSeenWhenAllIsReadBack(String insert) {
        shop();
        PostgresDatabase copy = database(17);
        String before = PostgresFacts.dump(copy);
        var done = new AtomicBoolean();
        try (Guard guard =
                meanwhile(copy, done, () -> copy.asSuperuser().run("SET session_replication_role = replica", insert))) {
            assertThatThrownBy(() -> guard.restore().latest().connections(3).run())
                    .hasMessageContaining("read back differs");
        }
        assertThat(done).isTrue();
        assertThat(PostgresFacts.dump(copy)).isEqualTo(before);
    }

    @Test
    void whereThereIsSomethingAlreadyOneTransactionDoesIt() {
        PostgresDatabase shop = shop();
        PostgresDatabase copy = database(17);
        copy.run("CREATE TABLE empty (id int)", "INSERT INTO empty VALUES (1)");
        assertThat(restore(copy.dataSource()).warnings()).anyMatch(warning -> warning.contains("on one connection"));
        assertSame(copy, shop);
    }

    @Test
    void nobodyWritesIntoATableThatIsBeingRestored() {
        PostgresDatabase shop = shop();
        PostgresDatabase copy = database(17);
        var tried = new AtomicBoolean();
        try (Guard guard = meanwhile(copy, tried, () -> {
            assertThatThrownBy(() -> copy.run("INSERT INTO empty VALUES (1)")).hasMessageContaining("being restored");
            assertThatThrownBy(() -> copy.run("TRUNCATE empty")).hasMessageContaining("being restored");
            assertThatThrownBy(() -> guard(copy.dataSource()).backup().run())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("is under way or was cut off");
            assertThatThrownBy(() -> restore(copy.dataSource()))
                    .isInstanceOf(DbGuardException.class)
                    .hasMessageContaining("Another restore of this database is under way");
        })) {
            guard.restore().latest().connections(2).run();
        }
        assertThat(tried).isTrue();
        assertSame(copy, shop);
        copy.run("INSERT INTO empty VALUES (1)");
    }

    @Test
    void whatFailsIsRemovedAgain() {
        PostgresDatabase shop = shop();
        PostgresDatabase copy = database(17);
        String before = PostgresFacts.dump(copy);
        try (Guard guard = failing(copy.dataSource())) {
            assertThatThrownBy(() -> guard.restore().latest().connections(3).run())
                    .hasMessageContaining("the listener fails");
        }
        assertThat(PostgresFacts.dump(copy)).isEqualTo(before);
        restore(copy.dataSource());
        assertSame(copy, shop);
    }

    @Test
    void oneOfEverythingIsRemovedAgain() {
        PostgresDatabase source = database(17);
        PostgresDatabase copy = database(17);
        EverythingFixture.load(source);
        copy.asSuperuser().run(SAME_COMMENT);
        String before = PostgresFacts.dump(copy.asSuperuser());
        try (Guard writer = guard(source.superuser());
                Guard guard = failing(copy.superuser())) {
            writer.backup().run();
            assertThatThrownBy(() -> guard.restore()
                            .latest()
                            .without(Aspect.LARGE_OBJECTS)
                            .connections(3)
                            .run())
                    .hasMessageContaining("the listener fails")
                    .hasNoSuppressedExceptions();
        }
        assertThat(PostgresFacts.dump(copy.asSuperuser())).isEqualTo(before);
    }

    /** What is said of something that was there before could not be unsaid by removing what was created. */
    @Test
    void whatChangesAnythingThatWasThereIsOneTransaction() {
        PostgresDatabase source = database(17);
        PostgresDatabase copy = database(17);
        source.run("CREATE TABLE t AS SELECT 1 AS id");
        source.asSuperuser().run("COMMENT ON SCHEMA public IS 'ours'");
        try (Guard writer = guard(source.superuser());
                Guard guard = guard(copy.superuser())) {
            writer.backup().run();
            assertThat(guard.restore().latest().connections(3).run().warnings())
                    .anyMatch(warning -> warning.contains("on one connection"));
        }
        assertThat(copy.value("SELECT obj_description('public'::regnamespace)")).isEqualTo("ours");
    }

    /** First there is only its name, which is removed with the type. */
    @Test
    void aTypeWithFunctionsOfItsOwnGoesIntoASchemaThatIsThere() {
        PostgresDatabase source = database(17);
        PostgresDatabase copy = database(17);
        source.asSuperuser()
                .run(
                        "CREATE TYPE answer",
                        "CREATE FUNCTION answer_in(cstring) RETURNS answer IMMUTABLE STRICT LANGUAGE internal AS 'int4in'",
                        "CREATE FUNCTION answer_out(answer) RETURNS cstring IMMUTABLE STRICT LANGUAGE internal AS 'int4out'",
                        "CREATE TYPE answer (INPUT = answer_in, OUTPUT = answer_out, LIKE = int4)",
                        "CREATE TABLE answers AS SELECT '42'::answer AS a");
        String before = PostgresFacts.dump(copy.asSuperuser());
        try (Guard writer = guard(source.superuser());
                Guard failing = failing(copy.superuser());
                Guard guard = guard(copy.superuser())) {
            writer.backup().run();
            assertThatThrownBy(() -> failing.restore().latest().connections(2).run())
                    .hasMessageContaining("the listener fails");
            assertThat(PostgresFacts.dump(copy.asSuperuser())).isEqualTo(before);
            assertThat(guard.restore().latest().connections(2).run().warnings()).isEmpty();
        }
        assertThat(PostgresFacts.dump(copy.asSuperuser())).isEqualTo(PostgresFacts.dump(source.asSuperuser()));
    }

    private Guard failing(DataSource source) {
        return Guard.protect(source)
                .storeIn(folder)
                .onProgress(progress -> {
                    throw new IllegalStateException("the listener fails");
                })
                .build();
    }

    @Test
    void aPoolThatGivesTwoConnectionsIsEnough() {
        PostgresDatabase shop = shop();
        PostgresDatabase copy = database(17);
        restore(new CutOffDataSource(copy.dataSource(), 2));
        assertSame(copy, shop);
    }

    /** As when the process dies: nobody is there to remove anything. */
    @Test
    void whateverIsCutOffIsRemovedByTheNextRestore() throws Exception {
        PostgresDatabase shop = shop();
        long seed = System.nanoTime();
        System.out.println("Parallel restores that are cut off: seed " + seed);
        var random = new Random(seed);
        long start = System.nanoTime();
        restore(database(17).dataSource());
        long whole = System.nanoTime() - start;
        int marked = 0;
        for (int i = 0; i < CUTS; i++) {
            PostgresDatabase copy = database(17);
            String before = PostgresFacts.dump(copy);
            var source = new CutOffDataSource(copy.dataSource(), 10);
            CompletableFuture<RestoreReport> restore = CompletableFuture.supplyAsync(() -> restore(source));
            TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * whole));
            source.cutOff();
            restore.handle((report, failure) -> failure).join();
            copy.asSuperuser()
                    .query("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            boolean unfinished = !copy.query("SELECT 1 FROM pg_namespace WHERE nspname = 'dbguard_restoring'")
                    .isEmpty();
            if (unfinished) {
                marked++;
                assertThatThrownBy(() -> guard(copy.dataSource()).backup().run())
                        .hasMessageContaining("was cut off");
                restore(copy.dataSource());
                assertSame(copy, shop);
            } else if (!PostgresFacts.dump(copy).equals(before)) {
                assertSame(copy, shop);
            }
        }
        System.out.println("Parallel restores that are cut off: " + marked + " of " + CUTS + " had begun");
    }
}

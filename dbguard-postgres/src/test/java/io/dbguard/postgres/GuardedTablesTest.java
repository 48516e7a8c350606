package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.BusyException;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.RestoreException;
import io.dbguard.api.schema.Part;
import io.dbguard.postgres.testing.MomentDataSource;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Restorer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** While a restore on several connections is at work nobody else writes into anything that it has created. */
class GuardedTablesTest extends ShopAndCopy {
    private static final String PARENT = "CREATE TABLE sales (id int, place text) PARTITION BY LIST (place)";

    private static final AccessOptions NOTHING = new AccessOptions(table -> false, Duration.ofSeconds(5));

    GuardedTablesTest() {
        super(
                "CREATE TABLE orders (id int PRIMARY KEY, v text)",
                PARENT,
                "CREATE TABLE sales_here PARTITION OF sales FOR VALUES IN ('here')",
                "CREATE TABLE sales_there PARTITION OF sales FOR VALUES IN ('there')",
                "INSERT INTO orders SELECT g, 'v' || g FROM generate_series(1, 1000) g",
                "INSERT INTO sales SELECT g, 'here' FROM generate_series(1, 1000) g");
    }

    /** As soon as the tables are there. */
    private MomentDataSource meanwhile(Runnable happening) {
        return new MomentDataSource(
                copy.dataSource(),
                () -> !copy.query("SELECT 1 FROM pg_class WHERE relname = 'sales_there'")
                        .isEmpty(),
                happening);
    }

    private void assertGuarded(String statement) {
        assertThatThrownBy(() -> copy.run(statement)).hasMessageContaining("being restored");
    }

    @Test
    void nobodyWritesByWayOfAParent() {
        MomentDataSource source = meanwhile(() -> assertGuarded("INSERT INTO sales VALUES (-1, 'there')"));
        try (Guard guard = guard(source)) {
            guard.restore().latest().connections(3).run();
        }
        assertThat(source.hasHappened()).isTrue();
        assertThat(PostgresFacts.dump(copy)).isEqualTo(PostgresFacts.dump(shop));
        copy.run("INSERT INTO sales VALUES (-1, 'there')");
    }

    @Test
    void nobodyWritesWhereOnlyTheSchemaIsRestored() {
        MomentDataSource source = meanwhile(() -> {
            assertGuarded("INSERT INTO orders VALUES (1, 'lost')");
            assertGuarded("INSERT INTO sales VALUES (1, 'here')");
        });
        try (Guard guard = guard(source)) {
            guard.restore()
                    .latest()
                    .only(Part.BEFORE_DATA, Part.AFTER_DATA)
                    .connections(3)
                    .run();
        }
        assertThat(source.hasHappened()).isTrue();
        copy.run("INSERT INTO orders VALUES (1, 'ours')", "INSERT INTO sales VALUES (1, 'here')");
    }

    @Test
    void noRestoreOfOneTransactionBeginsMeanwhile() {
        MomentDataSource source = meanwhile(() -> assertThatThrownBy(() -> open(copy))
                .isInstanceOf(BusyException.class)
                .hasMessageContaining("Another restore of this database is under way"));
        try (Guard guard = guard(source)) {
            guard.restore().latest().connections(3).run();
        }
        assertThat(source.hasHappened()).isTrue();
        try (Restorer one = open(copy);
                Restorer another = open(copy)) {
            assertThat(one.schema()).isEqualTo(another.schema());
            assertThatThrownBy(() -> new PostgresProvider().openParallelRestorer(copy.dataSource(), NOTHING, 2))
                    .isInstanceOf(BusyException.class);
        }
    }

    private static Restorer open(PostgresDatabase database) {
        return new PostgresProvider().openRestorer(database.dataSource(), NOTHING);
    }

    /** A server or a proxy may end connections that are idle for long. */
    @Test
    void whoeverLosesTheConnectionWithTheLockGivesUp() {
        String before = PostgresFacts.dump(copy);
        MomentDataSource source = meanwhile(() -> copy.asSuperuser()
                .query("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'"
                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
        try (Guard guard = guard(source)) {
            assertThatThrownBy(() -> guard.restore().latest().connections(3).run())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("keeps other restores of this database away");
        }
        assertThat(source.hasHappened()).isTrue();
        assertThat(PostgresFacts.dump(copy)).isEqualTo(before);
    }

    @Test
    void anothersMarkIsNotTakenForItsOwn() {
        MomentDataSource source = meanwhile(() -> copy.run(
                "DROP SCHEMA dbguard_restoring CASCADE",
                "CREATE SCHEMA dbguard_restoring",
                "CREATE TABLE dbguard_restoring.restore AS SELECT 'another' AS token"));
        try (Guard guard = guard(source)) {
            assertThatThrownBy(() -> guard.restore().latest().connections(3).run())
                    .hasMessageContaining("removed the mark of this restore while it was at work");
        }
        assertThat(copy.value("SELECT token FROM dbguard_restoring.restore")).isEqualTo("another");
    }

    /** Between the look at what is there and the restore somebody may create something. */
    @Test
    void whatHasJustBeenCreatedIsNotReplacedOnSeveralConnections() {
        int opening = connectionsBeforeTheLock();
        PostgresDatabase other = database();
        var asked = new AtomicInteger();
        var source = new MomentDataSource(
                other.dataSource(),
                () -> asked.incrementAndGet() == opening,
                () -> other.run("CREATE TABLE orders (id int)", "INSERT INTO orders VALUES (1)"));
        try (Guard guard = guard(source)) {
            assertThatThrownBy(() -> guard.restore()
                            .latest()
                            .fromAnotherDatabase()
                            .connections(3)
                            .run())
                    .isInstanceOf(RestoreException.class)
                    .hasMessageContaining("Somebody has just created something");
        }
        assertThat(other.value("SELECT count(*) FROM orders")).isEqualTo("1");
    }

    /** Returns which of the connections that a restore asks for is the one that takes the lock. */
    private int connectionsBeforeTheLock() {
        var asked = new AtomicInteger();
        var opening = new AtomicInteger();
        try (Guard guard = guard(new MomentDataSource(
                copy.dataSource(),
                () -> {
                    int before = asked.getAndIncrement();
                    boolean locked = !copy.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database ="
                                    + " (SELECT oid FROM pg_database WHERE datname = current_database())")
                            .isEmpty();
                    if (locked) {
                        opening.compareAndSet(0, before);
                    }
                    return false;
                },
                () -> {}))) {
            guard.restore().latest().connections(3).run();
        }
        return opening.get();
    }

    /** Whoever uses the parent would write into the new partition or wait for it. */
    @Test
    void aPartitionOfATableThatIsThereIsRestoredInOneTransaction() {
        copy.run(PARENT);
        try (Guard guard = guard(copy.dataSource())) {
            assertThat(guard.restore()
                            .latest()
                            .table("sales_here")
                            .connections(3)
                            .run()
                            .warnings())
                    .anyMatch(warning -> warning.contains("on one connection"));
        }
        assertThat(copy.value("SELECT count(*) FROM sales")).isEqualTo("1000");
    }
}

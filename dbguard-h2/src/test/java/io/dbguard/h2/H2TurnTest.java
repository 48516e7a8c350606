package io.dbguard.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.api.BusyException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.spi.database.Snapshot.Claim;
import io.dbguard.spi.database.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances on several hosts that share a server of H2, and no repository: one of them migrates. */
class H2TurnTest {
    private static final int INSTANCES = 20;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final MigrationScript CREATE = new MigrationScript("V1__t.sql", "CREATE TABLE T (ID INT)");

    @TempDir
    Path folder;

    private static Turn turn(H2Database database) {
        return new H2Provider().tryTurn(database.dataSource(), WAIT);
    }

    private Guard guard(H2Database database, String host) {
        return Guard.protect(database.dataSource())
                .storeIn(folder.resolve(host))
                .build();
    }

    /** Pending for as long as the table is not there. */
    private static MigrationSource source(H2Database database) {
        String there = "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'T'";
        return dataSource -> database.value(there).equals("0") ? List.of(CREATE) : List.of();
    }

    @Test
    void oneOfManyInstancesWithRepositoriesOfTheirOwnMigrates() throws Exception {
        try (H2Database database = H2Database.onServer()) {
            var runs = new AtomicInteger();
            var barrier = new CyclicBarrier(INSTANCES);
            List<Callable<Integer>> instances = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                String host = "host" + i;
                instances.add(() -> {
                    try (Guard guard = guard(database, host)) {
                        barrier.await();
                        return guard.beforeMigration(source(database))
                                .migrate(() -> {
                                    if (!source(database)
                                            .pending(database.dataSource())
                                            .isEmpty()) {
                                        runs.incrementAndGet();
                                        database.run(CREATE.sql());
                                    }
                                })
                                .scripts()
                                .size();
                    }
                });
            }
            var threads = Executors.newFixedThreadPool(INSTANCES);
            int did = 0;
            for (var done : threads.invokeAll(instances)) {
                did += done.get();
            }
            threads.shutdown();
            assertThat(runs).hasValue(1);
            assertThat(did).isEqualTo(1);
        }
    }

    @Test
    void whoeverComesSecondWaitsInVainForAsLongAsTheFirstIsAtIt() {
        try (H2Database database = H2Database.onServer();
                Guard guard = guard(database, "second");
                Turn first = turn(database)) {
            assertThat(first.claim()).isEqualTo(Claim.TAKEN);
            first.confirm();
            assertThatThrownBy(() -> guard.beforeMigration(Migrations.of(CREATE))
                            .waitAtMost(Duration.ofMillis(300))
                            .migrate(() -> {
                                throw new AssertionError("it is not its turn");
                            }))
                    .isInstanceOf(BusyException.class);
            first.close();
            guard.beforeMigration(Migrations.of(CREATE)).migrate(() -> database.run(CREATE.sql()));
        }
    }

    @Test
    void theTurnKeepsNobodyFromChangingTheSchemaAndLeavesNothing() {
        try (H2Database database = H2Database.onServer()) {
            String before = String.join("\n", database.query("SCRIPT"));
            try (Turn turn = turn(database)) {
                assertThat(String.join("\n", database.query("SCRIPT"))).isEqualTo(before);
                database.run("CREATE TABLE T (ID INT)", "ALTER TABLE T ADD COLUMN V INT", "DROP TABLE T");
                turn.confirm();
            }
            assertThat(database.query("SELECT * FROM INFORMATION_SCHEMA.LOCKS")).isEmpty();
            assertThat(String.join("\n", database.query("SCRIPT"))).isEqualTo(before);
        }
    }

    @Test
    void theTurnIsFreeAgainWhenItsConnectionIsGone() throws Exception {
        try (H2Database database = H2Database.onServer()) {
            Turn lost = turn(database);
            String session = database.value(
                    "SELECT SESSION_ID FROM INFORMATION_SCHEMA.LOCKS WHERE TABLE_NAME = 'DBGUARD_TURN_TO_MIGRATE'");
            assertThat(database.value("SELECT ABORT_SESSION(" + session + ")")).isEqualTo("TRUE");
            try (Turn next = turn(database)) {
                assertThat(next.claim()).isEqualTo(Claim.TAKEN);
                assertThatThrownBy(lost::confirm).isInstanceOf(io.dbguard.api.DbGuardException.class);
                lost.close();
                next.confirm();
            }
        }
    }

    /** One who cannot see the locks of others, and a database of one process, rely on the repository. */
    @Test
    void whoCannotTellSaysSo() {
        try (H2Database embedded = H2Database.inMemory();
                H2Database ordinary = H2Database.ofOrdinaryUser()) {
            assertThat(turn(embedded).claim()).isEqualTo(Claim.UNKNOWN);
            assertThat(turn(ordinary).claim()).isEqualTo(Claim.UNKNOWN);
        }
        try (H2Database served = H2Database.onServer()) {
            served.run("CREATE USER APP PASSWORD ''");
            assertThat(turn(served.as("APP")).claim()).isEqualTo(Claim.UNKNOWN);
        }
    }
}

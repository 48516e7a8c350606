package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many instances of an application that start at the same moment with the same migration. */
abstract class InstancesContract extends ContractTest {
    private static final int INSTANCES = 20;
    private static final MigrationScript DROP = new MigrationScript("V2__drop.sql", "DROP TABLE t");

    private final AtomicInteger runs = new AtomicInteger();

    InstancesContract(DatabaseUnderTest database) {
        super(database);
    }

    private TestDatabase database() {
        return newDatabase()
                .run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)", "CREATE TABLE u (id int)");
    }

    /** Pending for as long as the table is there. */
    private MigrationSource source(TestDatabase database) {
        String there = "SELECT count(*) FROM information_schema.tables WHERE table_name = '" + under().fold("t") + "'";
        return dataSource -> database.value(there).equals("1") ? List.of(DROP) : List.of();
    }

    private <T> List<Future<T>> atOnce(Callable<T> instance) throws InterruptedException {
        var barrier = new CyclicBarrier(INSTANCES);
        ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            all.add(() -> {
                barrier.await();
                return instance.call();
            });
        }
        List<Future<T>> done = threads.invokeAll(all);
        threads.shutdown();
        return done;
    }

    private long backups(TestDatabase database) {
        return guard(database).repository().list().backups().stream()
                .filter(backup -> backup.header().reason() == BackupReason.BEFORE_MIGRATION)
                .count();
    }

    @Test
    void areAllRefusedAfterOneBackup() throws Exception {
        try (TestDatabase database = database()) {
            var refusals = atOnce(() -> catchThrowable(
                    () -> guard(database).beforeMigration(source(database)).migrate(runs::incrementAndGet)));
            for (var refusal : refusals) {
                assertThat(refusal.get()).isInstanceOf(MigrationRefusedException.class);
            }
            assertThat(runs).hasValue(0);
            assertThat(backups(database)).isEqualTo(1);
            assertThat(guard(database).repository().auditTrail().problems()).isEmpty();
        }
    }

    @Test
    void runAnApprovedMigrationOnce() throws Exception {
        try (TestDatabase database = database()) {
            var refusal = (MigrationRefusedException) catchThrowable(
                    () -> guard(database).beforeMigration(source(database)).migrate(runs::incrementAndGet));
            List<Future<MigrationReport>> reports = atOnce(() -> guard(database)
                    .beforeMigration(source(database))
                    .approve(refusal.code())
                    .migrate(() -> {
                        if (!source(database).pending(database.dataSource()).isEmpty()) {
                            runs.incrementAndGet();
                            database.run(DROP.sql());
                        }
                    }));
            int did = 0;
            for (var report : reports) {
                did += report.get().scripts().size();
            }
            assertThat(runs).hasValue(1);
            assertThat(did).isEqualTo(1);
            assertThat(database.query("SELECT count(*) FROM u")).containsExactly("0");
        }
    }
}

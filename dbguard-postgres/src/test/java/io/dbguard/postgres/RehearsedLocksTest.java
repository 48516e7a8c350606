package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.StatementRun;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal shows the locks of statements also where a script has no transaction, or says that it could not. */
class RehearsedLocksTest {
    @TempDir
    Path folder;

    private List<StatementRun> rehearse(String sql) {
        try (PostgresDatabase database = PostgresServer.version(17).newDatabase();
                PostgresDatabase copy = PostgresServer.version(17).newDatabase()) {
            database.run("CREATE TABLE t (id int, v int)", "INSERT INTO t VALUES (1, 1)", "CREATE TABLE u (id int)");
            try (Guard guard =
                    Guard.protect(database.dataSource()).storeIn(folder).build()) {
                guard.backup().run();
                var report = guard.rehearse(Migrations.of(new MigrationScript("V1__x.sql", sql)))
                        .on(copy.dataSource())
                        .run();
                assertThat(report.failure()).isEmpty();
                assertThat(report.statements()).isNotEmpty();
                return report.statements();
            }
        }
    }

    private static void holds(StatementRun run, LockMode mode) {
        assertThat(run.locksSeen()).as(run.head()).isTrue();
        assertThat(run.locks()).as(run.head()).extracting(lock -> lock.mode()).containsExactly(mode);
    }

    @Test
    void eachStatementOutsideOfATransactionGetsOneThatShowsItsLocks() {
        List<StatementRun> runs = rehearse("""
                ALTER TABLE t ADD COLUMN w int;
                CREATE INDEX CONCURRENTLY i ON t (id);
                ALTER TABLE t ALTER COLUMN v TYPE bigint;
                CREATE INDEX j ON u (id);
                VACUUM t;
                """);
        holds(runs.get(0), LockMode.ACCESS_EXCLUSIVE);
        assertThat(runs.get(1).locksSeen()).isFalse();
        assertThat(runs.get(1).locks()).isEmpty();
        holds(runs.get(2), LockMode.ACCESS_EXCLUSIVE);
        assertThat(runs.get(2).rewritten()).hasSize(1);
        holds(runs.get(3), LockMode.SHARE);
        assertThat(runs.get(4).locksSeen()).isFalse();
    }

    @Test
    void transactionsOfTheScriptItselfAreLeftAsTheyAre() {
        List<StatementRun> runs = rehearse("""
                BEGIN;
                ALTER TABLE t ADD COLUMN w int;
                SAVEPOINT s;
                CREATE INDEX j ON u (id);
                ROLLBACK TO s;
                COMMIT;
                CREATE INDEX k ON u (id);
                DO $$ BEGIN PERFORM 1; END $$;
                """);
        holds(runs.get(1), LockMode.ACCESS_EXCLUSIVE);
        holds(runs.get(3), LockMode.SHARE);
        holds(runs.get(6), LockMode.SHARE);
        assertThat(runs.get(7).locksSeen()).isFalse();
    }

    @Test
    void aScriptInOneTransactionShowsThemAsBefore() {
        List<StatementRun> runs = rehearse("UPDATE t SET v = 2 WHERE id = 1;\nALTER TABLE t ADD COLUMN w int;");
        holds(runs.get(0), LockMode.ROW_EXCLUSIVE);
        holds(runs.get(1), LockMode.ACCESS_EXCLUSIVE);
    }
}

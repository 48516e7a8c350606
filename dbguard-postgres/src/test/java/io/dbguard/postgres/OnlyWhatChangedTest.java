package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.api.report.BackupReport;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup where little has changed reads little, and is as good as any other. */
class OnlyWhatChangedTest {
    /** How often a block with values that are stored aside was asked for; those are unpacked only to be read. */
    private static final String ASIDE =
            "SELECT toast_blks_hit + toast_blks_read FROM pg_statio_user_tables" + " WHERE relname = '%s'";

    /** A vacuum of the server's own accord would ask for them as well. */
    private static final String UNTOUCHED =
            "ALTER TABLE %s SET (autovacuum_enabled = off, toast.autovacuum_enabled = off)";

    /** What a session has counted is told when it ends. */
    private static final String OTHERS =
            "SELECT count(*) FROM pg_stat_activity" + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

    @TempDir
    Path folder;

    private final PostgresServer server = PostgresServer.version(17);
    private PostgresDatabase database;
    private Guard guard;

    @BeforeEach
    void createDatabase() {
        database = server.newDatabase();
        database.run(
                "CREATE TABLE large (id int PRIMARY KEY, v text)",
                "ALTER TABLE large ALTER COLUMN v SET STORAGE EXTERNAL",
                "CREATE TABLE other (id int PRIMARY KEY, v text)",
                "ALTER TABLE other ALTER COLUMN v SET STORAGE EXTERNAL",
                UNTOUCHED.formatted("large"),
                UNTOUCHED.formatted("other"),
                "INSERT INTO large SELECT g, repeat(md5(g::text), 100) FROM generate_series(1, 10000) g",
                "INSERT INTO other SELECT g, repeat(md5(g::text), 100) FROM generate_series(1, 100) g");
        guard = Guard.protect(database.dataSource()).storeIn(folder).build();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private BackupReport backup() {
        BackupReport report = guard.backup().onlyIfChanged().run();
        assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
        return report;
    }

    private long readAside(String table) {
        while (!database.query(OTHERS).equals(List.of("0"))) {
            Thread.onSpinWait();
        }
        return Long.parseLong(database.query(ASIDE.formatted(table)).get(0));
    }

    /** Returns how much a backup asked for. */
    private long readAside(String table, Runnable work) {
        long before = readAside(table);
        work.run();
        return readAside(table) - before;
    }

    @Test
    void tablesThatHaveNotChangedAreNotRead() {
        backup();
        long all = readAside("large", () -> guard.backup().run());
        assertThat(all).isGreaterThanOrEqualTo(10_000);
        database.run("INSERT INTO other VALUES (101, 'new')");
        assertThat(readAside("large", () -> guard.backup().onlyIfChanged().run()))
                .isZero();
        assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
    }

    @Test
    void ofALargeTableOnlyTheChangedPartIsRead() {
        backup();
        long all = readAside("large", () -> guard.backup().run());
        database.run("UPDATE large SET v = v || 'x' WHERE id = 10000");
        assertThat(readAside("large", () -> guard.backup().onlyIfChanged().run()))
                .isBetween(1L, all / 2);
        assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
    }

    @Test
    void aTableWhoseRowsLookDifferentWithoutAChangeIsRead() {
        database.run(
                "CREATE TYPE mood AS ENUM ('low', 'high')",
                "CREATE TABLE moods AS SELECT g AS id, 'low'::mood AS m, repeat('x', 80) AS v"
                        + " FROM generate_series(1, 5000) g");
        backup();
        database.run("ALTER TYPE mood RENAME VALUE 'low' TO 'down'");
        backup();
        database.run("ALTER TABLE moods ADD COLUMN n int DEFAULT 7");
        backup();
        database.run("ALTER TABLE moods DROP COLUMN n", "ALTER TABLE moods ADD COLUMN n int DEFAULT 8");
        backup();
    }

    /** Who knows what was read while it had another name? */
    @Test
    void aTableWhoseLabelHasItsOldNameAgainIsRead() {
        database.run("CREATE TYPE mood AS ENUM ('low', 'high')", "ALTER TABLE large ADD COLUMN m mood DEFAULT 'low'");
        backup();
        assertThat(readAside("large", () -> guard.backup().onlyIfChanged().run()))
                .isZero();
        database.run("ALTER TYPE mood RENAME VALUE 'low' TO 'down'", "ALTER TYPE mood RENAME VALUE 'down' TO 'low'");
        assertThat(readAside("large", () -> guard.backup().onlyIfChanged().run()))
                .isPositive();
    }

    @Test
    void aTypeThatShowsNamesOfOthersIsReadEachTime() {
        database.run("CREATE TABLE named AS SELECT 'other'::regclass AS r, repeat('x', 80) AS v"
                + " FROM generate_series(1, 5000) g");
        backup();
        database.run("ALTER TABLE other RENAME TO another");
        backup();
    }

    @Test
    void aCompositeTypeFollowsAnotherTable() {
        database.run("CREATE TABLE pairs AS SELECT ROW(g, 'x')::other AS o, repeat('x', 80) AS v"
                + " FROM generate_series(1, 5000) g");
        backup();
        database.run("ALTER TABLE other ADD COLUMN more int");
        backup();
    }
}

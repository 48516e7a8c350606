package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An approval names how many rows may be lost, also where there are more than are counted as a rule. */
class ApprovalOfManyRowsTest {
    private static final MigrationScript DROP = new MigrationScript("V2__drop.sql", "DROP TABLE many");

    @TempDir
    Path folder;

    private PostgresDatabase database;

    @BeforeEach
    void create() {
        database = PostgresServer.version(17).newDatabase();
        database.run(
                "CREATE TABLE many (id int)",
                "INSERT INTO many SELECT i FROM generate_series(1, 1000200) i",
                "ANALYZE many");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Guard guard() {
        return Guard.protect(database.dataSource()).storeIn(folder).build();
    }

    private String refused(Guard guard, String approved) {
        return catchThrowableOfType(
                        MigrationRefusedException.class,
                        () -> guard.beforeMigration(Migrations.of(DROP))
                                .approve(approved)
                                .migrate(() -> {
                                    throw new AssertionError("it was refused");
                                }))
                .code();
    }

    @Test
    void aMillionAndAFewAreCountedToTheLast() {
        try (Guard guard = guard()) {
            String code = refused(guard, "none");
            assertThat(code).endsWith("-1000200");
            database.run("INSERT INTO many VALUES (0)");
            assertThat(refused(guard, code)).isEqualTo(code.replace("-1000200", "-1000201"));
        }
    }

    /** Whoever counts is cancelled here by the database itself, as by a limit of time. */
    @Test
    void whatTakesTooLongIsEstimatedAndRoundedUp() {
        database.run(
                """
                CREATE FUNCTION cancel(state bigint) RETURNS bigint LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'too slow' USING ERRCODE = '57014'; END $$
                """,
                "CREATE AGGREGATE count(*) (sfunc = cancel, stype = bigint, initcond = '0')",
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', "
                        + "current_database()); END $$");
        try (Guard guard = guard()) {
            String code = refused(guard, "none");
            assertThat(code).endsWith("-2000000");
            database.run("INSERT INTO many SELECT i FROM generate_series(1, 300000) i", "ANALYZE many");
            guard.beforeMigration(Migrations.of(DROP)).approve(code).migrate(() -> {});
            database.run("INSERT INTO many SELECT i FROM generate_series(1, 900000) i", "ANALYZE many");
            assertThat(refused(guard, code)).isEqualTo(code.replace("-2000000", "-3000000"));
        }
    }
}

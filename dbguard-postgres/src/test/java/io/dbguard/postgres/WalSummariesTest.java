package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the server keeps an account of its writes, a table that nobody has written to is not looked at, and no change is missed. */
class WalSummariesTest {
    private static final String LOOKED_AT =
            "SELECT heap_blks_hit + heap_blks_read FROM pg_statio_user_tables WHERE relname = '%s'";

    /** What a session has counted is told when it ends. */
    private static final String OTHERS =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";

    @TempDir
    Path folder;

    private PostgresDatabase database;
    private Guard guard;

    private void open(int major) {
        database = PostgresServer.summarizing(major).newDatabase();
        database.run(
                "CREATE TABLE quiet AS SELECT g AS id, repeat('x', 100) AS v FROM generate_series(1, 40000) g",
                "CREATE TABLE busy AS SELECT g AS id, repeat('x', 100) AS v FROM generate_series(1, 40000) g");
        guard = Guard.protect(database.dataSource()).storeIn(folder).build();
    }

    /** The role may have checkpoints made, and wants them. */
    private void openWithCheckpoints(int major) {
        open(major);
        mayMakeCheckpoints();
        wantsCheckpointsAbove("0");
    }

    private void mayMakeCheckpoints() {
        database.server().admin("GRANT pg_checkpoint TO " + database.name());
    }

    private void wantsCheckpointsAbove(String size) {
        database.server().admin("ALTER ROLE " + database.name() + " SET dbguard.checkpoint_above = '" + size + "'");
    }

    @AfterEach
    void dropDatabase() {
        guard.close();
        database.close();
    }

    private void backup() {
        guard.backup().onlyIfChanged().run();
        assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
    }

    private long lookedAt(String table) {
        while (!database.query(OTHERS).equals(List.of("0"))) {
            Thread.onSpinWait();
        }
        return Long.parseLong(database.query(LOOKED_AT.formatted(table)).get(0));
    }

    /** Returns how many blocks of a table the next backup looks at, which is then held against the database. */
    private long lookedAtByBackup(String table) {
        long before = lookedAt(table);
        assertThat(guard.backup().onlyIfChanged().run().unchanged()).isFalse();
        long after = lookedAt(table);
        assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
        return after - before;
    }

    private void writeElsewhere() {
        database.run("UPDATE busy SET v = v || 'y' WHERE id = (SELECT min(id) FROM busy WHERE length(v) < 105)");
    }

    /**
     * A summary goes from checkpoint to checkpoint, so that the first one also has what was written before the last backup. And
     * whoever first reads a page may write to it, where pages have checksums.
     */
    private void assertNotLookedAtOnceThatIsSummarized(String table) {
        database.server().summarize();
        writeElsewhere();
        backup();
        assertNotLookedAt(table);
    }

    private void assertNotLookedAt(String table) {
        writeElsewhere();
        assertThat(lookedAtByBackup(table)).isZero();
    }

    private void assertLookedAt(String table) {
        writeElsewhere();
        assertThat(lookedAtByBackup(table)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void aTableThatNobodyHasWrittenToIsNotLookedAt(int major) {
        openWithCheckpoints(major);
        backup();
        assertNotLookedAtOnceThatIsSummarized("quiet");
        assertNotLookedAt("quiet");
        database.run("UPDATE quiet SET v = 'changed' WHERE id = 15000");
        assertLookedAt("quiet");
        assertNotLookedAtOnceThatIsSummarized("quiet");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void afterACheckpointInAQuietMomentNoPrivilegeIsNeeded(int major) {
        open(major);
        backup();
        database.server().summarize();
        writeElsewhere();
        backup();
        writeElsewhere();
        database.server().summarize();
        assertThat(lookedAtByBackup("quiet")).isZero();
        writeElsewhere();
        assertThat(lookedAtByBackup("quiet"))
                .as("the last write is in no summary yet")
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void aCheckpointIsMadeOnlyForMuchAndByThoseWhoMay(int major) {
        open(major);
        backup();
        wantsCheckpointsAbove("0");
        assertLookedAt("quiet");
        mayMakeCheckpoints();
        wantsCheckpointsAbove("1 GB");
        assertLookedAt("quiet");
        wantsCheckpointsAbove("much");
        assertLookedAt("quiet");
        wantsCheckpointsAbove("");
        assertLookedAt("quiet");
        wantsCheckpointsAbove("1 MB");
        assertNotLookedAtOnceThatIsSummarized("quiet");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void whatIsCommittedAfterABackupIsInTheNext(int major) throws SQLException {
        openWithCheckpoints(major);
        backup();
        try (Connection late = database.dataSource().getConnection();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("UPDATE quiet SET v = 'late' WHERE id = 15000");
            database.server().summarize();
            writeElsewhere();
            backup();
            late.commit();
        }
        assertLookedAt("quiet");
        assertNotLookedAtOnceThatIsSummarized("quiet");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void soIsWhatASubtransactionDid(int major) throws SQLException {
        openWithCheckpoints(major);
        backup();
        try (Connection late = database.dataSource().getConnection();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("SAVEPOINT one");
            statement.execute("UPDATE quiet SET v = 'late' WHERE id = 15000");
            statement.execute("SAVEPOINT two");
            statement.execute("UPDATE quiet SET v = 'too late' WHERE id = 25000");
            statement.execute("ROLLBACK TO two");
            statement.execute("RELEASE one");
            writeElsewhere();
            backup();
            late.commit();
        }
        assertLookedAt("quiet");
        assertNotLookedAtOnceThatIsSummarized("quiet");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void soIsWhatWasPrepared(int major) {
        openWithCheckpoints(major);
        backup();
        database.run("BEGIN", "UPDATE quiet SET v = 'late' WHERE id = 15000", "PREPARE TRANSACTION 'late'");
        writeElsewhere();
        backup();
        database.run("COMMIT PREPARED 'late'");
        assertLookedAt("quiet");
        assertNotLookedAtOnceThatIsSummarized("quiet");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void anUnloggedTableIsInNoAccount(int major) {
        openWithCheckpoints(major);
        database.run("CREATE UNLOGGED TABLE unlogged AS SELECT * FROM quiet");
        backup();
        database.run("UPDATE unlogged SET v = 'changed' WHERE id = 15000");
        assertLookedAt("unlogged");
        assertLookedAt("unlogged");
        assertNotLookedAtOnceThatIsSummarized("quiet");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void anotherFileIsRead(int major) {
        openWithCheckpoints(major);
        backup();
        database.run("VACUUM FULL quiet");
        assertLookedAt("quiet");
        database.run("BEGIN", "TRUNCATE quiet", "INSERT INTO quiet SELECT * FROM busy", "COMMIT");
        assertLookedAt("quiet");
        database.run("BEGIN", "TRUNCATE quiet", "INSERT INTO quiet SELECT * FROM busy", "ROLLBACK");
        assertNotLookedAtOnceThatIsSummarized("quiet");
        database.run("TRUNCATE quiet");
        writeElsewhere();
        backup();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void aFileThatWasCutOffIsLookedAt(int major) {
        openWithCheckpoints(major);
        backup();
        database.run("DELETE FROM quiet WHERE id > 20000");
        assertLookedAt("quiet");
        long size = Long.parseLong(database.value("SELECT pg_relation_size('quiet')"));
        database.run("VACUUM quiet");
        assertThat(Long.parseLong(database.value("SELECT pg_relation_size('quiet')")))
                .isLessThan(size);
        assertLookedAt("quiet");
        assertNotLookedAtOnceThatIsSummarized("quiet");
        database.run("INSERT INTO quiet SELECT * FROM busy WHERE id > 20000");
        assertLookedAt("quiet");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void whereNobodyMayAskTablesAreLookedAt(int major) {
        openWithCheckpoints(major);
        backup();
        database.runAsSuperuser(
                "REVOKE EXECUTE ON FUNCTION pg_wal_summary_contents(bigint, pg_lsn, pg_lsn) FROM PUBLIC");
        assertLookedAt("quiet");
        database.runAsSuperuser("REVOKE EXECUTE ON FUNCTION pg_current_wal_insert_lsn() FROM PUBLIC");
        assertLookedAt("quiet");
    }
}

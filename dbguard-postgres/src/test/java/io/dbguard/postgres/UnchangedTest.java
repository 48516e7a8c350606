package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.UnsupportedObjectException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.BackupReport;
import io.dbguard.api.retention.Retention;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup is not taken again where nothing has changed; and is taken where anything has. */
class UnchangedTest {
    @TempDir
    Path folder;

    private PostgresServer server = PostgresServer.version(17);
    private PostgresDatabase database;
    private Guard guard;

    @BeforeEach
    void createDatabase() {
        database = server.newDatabase();
        database.run(
                "CREATE TABLE t (id serial PRIMARY KEY, v text)",
                "INSERT INTO t (v) VALUES ('a'), ('b')",
                "CREATE SEQUENCE other");
        guard = Guard.protect(database.dataSource()).storeIn(folder).build();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private BackupReport backup() {
        return guard.backup().onlyIfChanged().run();
    }

    /** The server has housekeeping of its own, which may look like a change for once. */
    private BackupId settled() {
        for (int attempt = 0; attempt < 5; attempt++) {
            BackupReport report = backup();
            if (report.unchanged()) {
                return report.header().id();
            }
        }
        throw new AssertionError("Every backup found a change");
    }

    private List<BackupId> ids() {
        return guard.repository().list().backups().stream()
                .map(backup -> backup.header().id())
                .toList();
    }

    private void assertTaken(BackupId before) {
        BackupReport report = backup();
        assertThat(report.unchanged()).isFalse();
        assertThat(report.header().id()).isGreaterThan(before);
        assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void nothingIsStoredWhereNothingHasChanged(int major) {
        database.close();
        server = PostgresServer.version(major);
        createDatabase();
        BackupId id = settled();
        List<BackupId> before = ids();
        BackupReport report = backup();
        assertThat(report.header().id()).isEqualTo(id);
        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.writtenBytes()).isZero();
        assertThat(ids()).isEqualTo(before);
        assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t (v) VALUES ('c')",
                "UPDATE t SET v = v WHERE id = 1",
                "DELETE FROM t WHERE id = 1",
                "TRUNCATE t",
                "SELECT nextval('other')",
                "SELECT setval('other', 1, true)",
                "ALTER TABLE t ADD COLUMN n int DEFAULT 7",
                "COMMENT ON TABLE t IS 'changed'",
                "GRANT SELECT ON t TO public",
                "SELECT lo_create(0)"
            })
    void everyChangeIsNoticed(String change) {
        BackupId before = settled();
        database.run(change);
        assertTaken(before);
    }

    @Test
    void whatIsCommittedLateIsNoticed() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t (v) VALUES ('late')");
            BackupId before = settled();
            connection.commit();
            assertTaken(before);
        }
        assertThat(guard.backup().run().rows()).isEqualTo(3);
    }

    @Test
    void anotherRoleMaySeeMore() {
        BackupId before = settled();
        try (Guard admin = Guard.protect(database.superuser()).storeIn(folder).build()) {
            assertThat(admin.backup().onlyIfChanged().run().unchanged()).isFalse();
        }
        assertThat(ids()).contains(before).hasSizeGreaterThan(1);
    }

    @Test
    void whoWantsALabelOrAPartGetsABackup() {
        settled();
        assertThat(guard.backup().label("mine").onlyIfChanged().run().unchanged())
                .isFalse();
        settled();
        assertThat(guard.backup().tables("t").onlyIfChanged().run().unchanged()).isFalse();
        assertThat(guard.backup().run().unchanged()).isFalse();
    }

    @Test
    void aBackupThatLacksSomethingIsCurrentOnlyForThoseWhoLeaveItOutToo() {
        database.runAsSuperuser("CREATE SUBSCRIPTION incomplete_feed CONNECTION 'dbname=elsewhere' PUBLICATION p"
                + " WITH (connect = false, slot_name = NONE)");
        assertThatThrownBy(this::backup).isInstanceOf(UnsupportedObjectException.class);
        BackupReport report = leavingOut();
        for (int attempt = 0; attempt < 5 && !report.unchanged(); attempt++) {
            report = leavingOut();
        }
        assertThat(report.unchanged()).isTrue();
        assertThatThrownBy(this::backup).isInstanceOf(UnsupportedObjectException.class);
    }

    private BackupReport leavingOut() {
        return guard.backup().leaveOutUnsupported().onlyIfChanged().run();
    }

    @Test
    void aBackupThatLacksNothingIsCurrentForThoseWhoWouldLeaveSomethingOut() {
        BackupId id = settled();
        assertThat(leavingOut().header().id()).isEqualTo(id);
    }

    @Test
    void aBackupThatIsGoneOrDamagedIsNotCurrent() throws IOException {
        BackupId before = settled();
        try (var blobs = Files.walk(folder.resolve("blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.write(blob, new byte[] {1});
            }
        }
        guard.repository().verify(before);
        assertTaken(before);
        BackupId again = settled();
        Files.delete(folder.resolve("manifests/" + again + ".json"));
        assertThat(backup().unchanged()).isFalse();
    }

    @Test
    void aNoteThatWasChangedCountsAsNone() throws IOException {
        Path note = folder.resolve("current/" + settled() + ".json");
        byte[] content = Files.readAllBytes(note);
        content[20] ^= 1;
        Files.write(note, content);
        assertThat(backup().unchanged()).isFalse();
    }

    @Test
    void aPruneRemovesTheNotes() throws IOException {
        settled();
        database.run("INSERT INTO t (v) VALUES ('c')");
        settled();
        guard.repository().prune(Retention.last(1)).grace(Duration.ZERO).run();
        try (var notes = Files.list(folder.resolve("current"))) {
            assertThat(notes).hasSize(1);
        }
    }

    /** Some hosted servers do not tell their number. */
    @Test
    void aServerThatKeepsItsNumberToItselfIsBackedUpEveryTime() {
        database.asSuperuser()
                .run("REVOKE EXECUTE ON FUNCTION pg_control_system(), pg_control_checkpoint() FROM public");
        BackupId first = backup().header().id();
        assertTaken(first);
    }
}

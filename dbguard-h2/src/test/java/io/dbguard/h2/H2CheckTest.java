package io.dbguard.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.GuardBuilder;
import io.dbguard.LocalFolder;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.CheckResult.Status;
import io.dbguard.contract.PlainDataSource;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check before a deployment finds out about H2, and about places for backups. */
class H2CheckTest {
    /** Made for this test by age-keygen; it protects nothing. */
    private static final String RECIPIENT = "age1wefgxasdja8tth4u3lx57kuq6qy8z0tevxp2tu4y6zu5adsy2yusftxhnh";

    @TempDir
    Path folder;

    private H2Database database;

    @BeforeEach
    void createDatabase() {
        database = H2Database.inMemory();
        database.run("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private GuardBuilder builder() {
        return Guard.protect(database.dataSource()).storeIn(folder.resolve("backups"));
    }

    private static CheckResult result(Guard guard, String name) {
        return result(guard.check().allowTemporaryStorage().run(), name);
    }

    private static CheckResult result(CheckReport report, String name) {
        return report.results().stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTableThatMayNotBeReadIsNamedAndNotTakenForEmpty() {
        database.run("CREATE USER reader PASSWORD ''");
        Guard guard = Guard.protect(database.as("READER").dataSource())
                .storeIn(folder)
                .build();
        CheckResult result = result(guard, "privileges");
        assertThat(result.status()).isEqualTo(Status.FAIL);
        assertThat(result.words()).contains("PUBLIC.T");
        assertThat(result(guard, "backup").status()).isEqualTo(Status.FAIL);
    }

    @Test
    void whoCannotOpenBackupsStillSeesThatRowsAreGone() {
        database.run(
                "CREATE TABLE \"flyway_schema_history\" (id INT PRIMARY KEY)",
                "INSERT INTO \"flyway_schema_history\" VALUES (1), (2), (3)");
        Guard guard = builder().encryptTo(RECIPIENT).build();
        guard.backup().run();
        assertThat(result(guard, "data").status()).isEqualTo(Status.PASS);
        database.run("DELETE FROM t");
        assertThat(result(guard, "data").status()).isEqualTo(Status.FAIL);
    }

    @Test
    void aHistoryAloneIsNoDataForWhoCannotOpenBackups() {
        database.run(
                "DELETE FROM t",
                "CREATE TABLE \"flyway_schema_history\" (id INT PRIMARY KEY)",
                "INSERT INTO \"flyway_schema_history\" VALUES (1), (2), (3)");
        Guard guard = builder().encryptTo(RECIPIENT).build();
        guard.backup().run();
        assertThat(result(guard, "data").status()).isEqualTo(Status.PASS);
    }

    @Test
    void aCopyThatLagsIsAWarning() throws IOException {
        Path copy = folder.resolve("copy");
        Guard guard = builder().copyTo(copy).build();
        guard.backup().run();
        assertThat(result(guard, "copies").status()).isEqualTo(Status.PASS);
        builder().build().backup().run();
        CheckResult lagging = result(guard, "copies");
        assertThat(lagging.status()).isEqualTo(Status.WARN);
        assertThat(lagging.words()).contains(copy.toString(), "lacks 1 backup");
    }

    @Test
    void aCopyInATemporaryFolderDoesNotMakeUpForAnother() {
        Guard guard = builder().copyTo(folder.resolve("copy")).build();
        guard.backup().run();
        assertThat(result(guard.check().run(), "storage").status()).isEqualTo(Status.FAIL);
    }

    @Test
    void aPlaceThatIsNoFolderLastsAndMakesUpForAFolderThatDoesNot() {
        Storage bucket = bucket(1_000_000);
        Guard guard = builder().copyTo(bucket).build();
        assertThat(result(guard.check().run(), "storage").status()).isEqualTo(Status.WARN);
        Guard inBucket = Guard.protect(database.dataSource()).storeIn(bucket).build();
        assertThat(result(inBucket.check().run(), "storage").status()).isEqualTo(Status.PASS);
        assertThat(result(inBucket.check().run(), "copies").status()).isEqualTo(Status.PASS);
    }

    @Test
    void freeSpaceIsHeldAgainstTheNewestBackup() {
        database.run(
                "CREATE TABLE large (id INT PRIMARY KEY, v VARCHAR)",
                "INSERT INTO large SELECT x, REPEAT('x', 100) FROM SYSTEM_RANGE(1, 10000)");
        builder().build().backup().run();
        // The rows are a little more than a megabyte as text.
        assertThat(space(100_000_000)).isEqualTo(Status.PASS);
        assertThat(space(1_700_000)).isEqualTo(Status.WARN);
        assertThat(space(900_000)).isEqualTo(Status.FAIL);
    }

    private Status space(long free) {
        return result(Guard.protect(database.dataSource()).storeIn(bucket(free)).build(), "space")
                .status();
    }

    /** The same repository, in a place that is not known to be a folder. */
    private Storage bucket(long free) {
        Storage real = LocalFolder.at(folder.resolve("backups"));
        return (Storage) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, args) -> {
                    try {
                        return method.getName().equals("freeBytes") ? OptionalLong.of(free) : method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whatHoldsNoObstacleSaysSo() {
        Guard guard = builder().build();
        assertThat(result(guard, "version").status()).isEqualTo(Status.PASS);
        assertThat(result(guard, "objects").status()).isEqualTo(Status.PASS);
        assertThat(result(guard, "privileges").words()).contains("1 table");
    }

    @Test
    void aBackupThatWasFoundDamagedFails() throws IOException {
        Guard guard = builder().build();
        guard.backup().run();
        try (var blobs = Files.walk(folder.resolve("backups/blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.write(blob, new byte[] {1});
            }
        }
        assertThat(result(guard, "verification").status()).isEqualTo(Status.WARN);
        guard.verify().latest().run();
        assertThat(result(guard, "verification").status()).isEqualTo(Status.FAIL);
    }

    @Test
    void aPoolThatThrowsWhatItLikesIsAFailureThatShowsNothing() {
        var broken = new PlainDataSource() {
            @Override
            public Connection getConnection() {
                throw new IllegalStateException("no connection for app with hunter2");
            }
        };
        Guard guard = Guard.protect(broken).storeIn(folder).build();
        CheckResult result = result(guard, "connection");
        assertThat(result.status()).isEqualTo(Status.FAIL);
        assertThat(result.words()).contains("IllegalStateException").doesNotContain("hunter2");
    }
}

package io.dbguard.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.UnsupportedObjectException;
import io.dbguard.api.report.BackupReport;
import io.dbguard.api.schema.Table;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a snapshot shows while others change the database. */
class H2SnapshotTest {
    private static final int MANY = 3000;

    @TempDir
    Path folder;

    private Guard guard(H2Database database) {
        return Guard.protect(database.dataSource()).storeIn(folder).build();
    }

    private static Snapshot snapshot(H2Database database) {
        return new H2Provider().openSnapshot(database.dataSource(), H2Access.ALL);
    }

    private static Table table(Snapshot snapshot, String name) {
        return snapshot.schema().tables().stream()
                .filter(table -> table.name().table().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Reads a table and does something after its first rows. */
    private static List<String> rows(Snapshot snapshot, String table, Runnable meanwhile) {
        List<String> rows = new ArrayList<>();
        RowSink sink = (buffer, offset, length, count) -> {
            boolean first = rows.isEmpty();
            rows.addAll(new String(buffer, offset, length, StandardCharsets.UTF_8)
                    .lines()
                    .toList());
            if (first) {
                meanwhile.run();
            }
        };
        snapshot.readRows(table(snapshot, table), sink);
        return rows;
    }

    private static List<String> rows(Snapshot snapshot, String table) {
        return rows(snapshot, table, () -> {});
    }

    private static H2Database accounts() {
        return (H2Database) H2Database.inMemory()
                .run(
                        "CREATE TABLE A (ID INT PRIMARY KEY, MONEY INT)",
                        "CREATE TABLE B (ID INT, MONEY INT)",
                        "INSERT INTO A SELECT X, 100 FROM SYSTEM_RANGE(1, " + MANY + ")",
                        "INSERT INTO B SELECT X, 100 FROM SYSTEM_RANGE(1, " + MANY + ")");
    }

    private static List<String> untouched() {
        return IntStream.rangeClosed(1, MANY).mapToObj(i -> i + "\t100").toList();
    }

    @Test
    void aTableReadLaterShowsWhatWasThereWhenTheSnapshotWasOpened() {
        try (H2Database database = accounts();
                Snapshot snapshot = snapshot(database)) {
            database.run("UPDATE A SET MONEY = 0", "DELETE FROM B WHERE ID > 5", "INSERT INTO B VALUES (-1, 1)");
            assertThat(rows(snapshot, "A")).isEqualTo(untouched());
            assertThat(rows(snapshot, "B")).isEqualTo(untouched());
            assertThat(database.value("SELECT SUM(MONEY) FROM A")).isEqualTo("0");
        }
    }

    @Test
    void rowsThatChangeWhileTheirTableIsReadComeAsTheyWere() {
        try (H2Database database = accounts();
                Snapshot snapshot = snapshot(database)) {
            for (String table : List.of("A", "B")) {
                List<String> rows = rows(
                        snapshot,
                        table,
                        () -> database.run(
                                "DELETE FROM " + table + " WHERE MOD(ID, 2) = 0",
                                "UPDATE " + table + " SET MONEY = 7, ID = -ID",
                                "INSERT INTO " + table + " SELECT X, 1 FROM SYSTEM_RANGE(10000, 11000)"));
                assertThat(rows).isEqualTo(untouched());
            }
        }
    }

    @Test
    void aTableCannotBeAlteredEmptiedOrDroppedWhileASnapshotIsOpen() {
        try (H2Database database = accounts();
                Snapshot snapshot = snapshot(database)) {
            for (String ddl : List.of("ALTER TABLE A ADD COLUMN MORE INT", "TRUNCATE TABLE A", "DROP TABLE A")) {
                assertThatThrownBy(() -> database.run("SET LOCK_TIMEOUT 50", ddl))
                        .hasMessageContaining("Timeout trying to lock");
            }
            assertThat(rows(snapshot, "A")).isEqualTo(untouched());
        }
    }

    @Test
    void aStructureThatChangesNeverthelessMakesTheSnapshotFail() {
        for (String ddl : List.of(
                "ALTER TABLE B RENAME TO C", "CREATE VIEW V AS SELECT ID FROM A", "COMMENT ON TABLE A IS 'new'")) {
            try (H2Database database = accounts();
                    Snapshot snapshot = snapshot(database)) {
                assertThat(rows(snapshot, "A")).isEqualTo(untouched());
                database.run(ddl);
                assertThatThrownBy(snapshot::sequences)
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageContaining("being changed by somebody else");
            }
        }
    }

    /** SCRIPT writes foreign keys with NOCHECK, so that a database that was loaded from one may hold orphans. */
    @Test
    void aForeignKeyThatRowsViolateIsNamedAndNeverTakenForWhole() {
        try (H2Database from = H2Database.inMemory();
                H2Database loaded = H2Database.inMemory();
                H2Database to = H2Database.inMemory()) {
            from.run(
                    "CREATE TABLE PARENT (ID INT PRIMARY KEY)",
                    "CREATE TABLE CHILD (ID INT, PARENT INT, CONSTRAINT OF_PARENT FOREIGN KEY (PARENT) REFERENCES PARENT)",
                    "INSERT INTO PARENT VALUES (1)",
                    "INSERT INTO CHILD VALUES (1, 1), (2, NULL)",
                    "SET REFERENTIAL_INTEGRITY FALSE",
                    "INSERT INTO CHILD VALUES (3, 99)",
                    "SCRIPT TO '" + folder.resolve("script.sql") + "'");
            loaded.run("RUNSCRIPT FROM '" + folder.resolve("script.sql") + "'");
            assertThatThrownBy(() -> guard(loaded).backup().run())
                    .isInstanceOf(UnsupportedObjectException.class)
                    .hasMessageContaining("OF_PARENT");
            BackupReport backup = guard(loaded).backup().leaveOutUnsupported().run();
            assertThat(backup.header().warnings()).anyMatch(warning -> warning.contains("OF_PARENT"));
            guard(to).restore().latest().run();
            assertThat(to.query("SELECT * FROM CHILD ORDER BY ID")).containsExactly("1|1", "2|null", "3|99");
            assertThat(to.query("SELECT CONSTRAINT_NAME FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS"))
                    .isEmpty();
        }
    }
}

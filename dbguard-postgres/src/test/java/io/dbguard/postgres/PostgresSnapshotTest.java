package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.RequestException;
import io.dbguard.api.UnsupportedObjectException;
import io.dbguard.api.schema.Table;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.testing.DataSources;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only PostgreSQL can do to a backup. */
class PostgresSnapshotTest {
    @TempDir
    Path folder;

    private final PostgresServer server = PostgresServer.version(16);
    private PostgresDatabase database;

    @BeforeEach
    void createDatabase() {
        database = server.newDatabase();
        database.run("CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'one'), (2, 'two')");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private Guard guard() {
        return Guard.protect(database.dataSource())
                .storeIn(folder)
                .lockWait(Duration.ofMillis(200))
                .build();
    }

    @Test
    void aBackupDoesNotQueueBehindAMigration() throws Exception {
        try (Connection migration = database.dataSource().getConnection();
                Statement statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            statement.execute("ALTER TABLE t ADD COLUMN more int");
            assertThatThrownBy(() -> guard().backup().run())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContainingAll("lock", "not changed", "try again");
            assertThat(folder.resolve("manifests")).doesNotExist();
            migration.rollback();
        }
        guard().backup().run();
    }

    /** If the COPY stayed open the rollback would wait for it, on the thread that is to end it. */
    @Test
    @Timeout(60)
    void whatFailsWhileLargeObjectsAreReadEndsTheReading() {
        database.run("SELECT lo_from_bytea(4711, 'one'), lo_from_bytea(4712, 'two')");
        var options = new AccessOptions(table -> true, Duration.ofSeconds(5));
        try (Snapshot snapshot = new PostgresProvider().openSnapshot(database.dataSource(), options)) {
            Table objects = snapshot.schema().tables().stream()
                    .filter(table -> table.name().equals(LargeObjectCatalog.TABLE))
                    .findFirst()
                    .orElseThrow();
            var failure = new IllegalStateException("the storage is full");
            assertThatThrownBy(() -> snapshot.readRows(objects, (buffer, offset, length, count) -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
        }
        database.run("SELECT lo_unlink(4711)");
    }

    @Test
    void aTableThatMayNotBeReadIsNamed() {
        String role = database.name() + "_reader";
        server.admin("CREATE ROLE " + role + " LOGIN");
        database.run("CREATE TABLE secret (id int)", "GRANT SELECT ON t TO " + role);
        var guard = Guard.protect(database.as(role)).storeIn(folder).build();
        assertThatThrownBy(() -> guard.backup().run())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll("permission denied", "secret", "grant");
        assertThat(guard.backup().tables("t").leaveOutUnsupported().run().rows())
                .isEqualTo(2);
        database.run("REVOKE ALL ON t FROM " + role);
        server.admin("DROP ROLE " + role);
    }

    @Test
    void aPolicyThatHidesRowsMakesTheBackupFail() {
        String role = database.name() + "_tenant";
        server.admin("CREATE ROLE " + role + " LOGIN");
        database.run(
                "GRANT SELECT ON t TO " + role,
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY only_one ON t USING (id = 1)");
        var guard = Guard.protect(database.as(role)).storeIn(folder).build();
        assertThatThrownBy(() -> guard.backup().leaveOutUnsupported().run())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll("row-level security", "t");
        database.run("REVOKE ALL ON t FROM " + role);
        server.admin("DROP ROLE " + role);
    }

    @Test
    void whatCannotBeReadIsNamedAndNeverDroppedSilently() throws SQLException {
        try (Connection superuser = database.superuser().getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    "CREATE SUBSCRIPTION feed CONNECTION 'dbname=elsewhere' PUBLICATION p WITH (connect = false, slot_name = NONE)");
            assertThatThrownBy(() -> guard().backup().run())
                    .isInstanceOf(UnsupportedObjectException.class)
                    .hasMessageContainingAll("subscription feed", "superuser", "no backup was written");
            var report = guard().backup().leaveOutUnsupported().run();
            assertThat(report.header().warnings()).singleElement().asString().contains("subscription feed");
            statement.execute("DROP SUBSCRIPTION feed");
        }
    }

    @Test
    void settingsOfTheRoleDoNotChangeTheBackup() {
        database.run(
                "CREATE TABLE v (f double precision, i interval, b bytea, ts timestamptz, m money, a text[], x xml)",
                "INSERT INTO v VALUES (0.1 + 0.2, '1 year -2 days 3:04', '\\x00ff', '2024-10-27 00:30+00', 12.5,"
                        + " '{NULL,a}', 'a<b/>c')");
        guard().backup().run();
        for (String setting : new String[] {
            "DateStyle = 'German, DMY'",
            "IntervalStyle = 'sql_standard'",
            "bytea_output = 'escape'",
            "extra_float_digits = -15",
            "TimeZone = 'Pacific/Apia'",
            "search_path = 'pg_catalog'",
            "default_transaction_isolation = 'serializable'",
            "default_transaction_read_only = on",
            "quote_all_identifiers = on",
            "standard_conforming_strings = off",
            "array_nulls = off",
            "transform_null_equals = on",
            "xmloption = 'document'",
            "lock_timeout = 1",
            "row_security = off"
        }) {
            server.admin("ALTER ROLE " + database.name() + " SET " + setting);
        }
        assertThat(guard().backup().run().writtenBytes()).isZero();
        assertThat(guard().verify().latest().againstDatabase().identical()).isTrue();
        server.admin("ALTER ROLE " + database.name() + " SET default_transaction_read_only = off");
        try (var copy = server.newDatabase()) {
            server.admin(
                    "ALTER ROLE " + copy.name() + " SET array_nulls = off",
                    "ALTER ROLE " + copy.name() + " SET DateStyle = 'German, DMY'",
                    "ALTER ROLE " + copy.name() + " SET xmloption = 'document'");
            Guard.protect(copy.dataSource())
                    .storeIn(folder)
                    .build()
                    .restore()
                    .latest()
                    .run();
            server.admin("ALTER ROLE " + database.name() + " RESET ALL", "ALTER ROLE " + copy.name() + " RESET ALL");
            assertThat(PostgresFacts.dump(copy)).isEqualTo(PostgresFacts.dump(database));
        }
    }

    @Test
    void aConnectionInTheMiddleOfATransactionIsLeftAlone() throws Exception {
        try (Connection busy = database.dataSource().getConnection();
                Statement statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (3, 'pending')");
            var bound = DataSources.lending(() -> DataSources.withoutClose(busy));
            assertThatThrownBy(() -> Guard.protect(bound)
                            .provider(new PostgresProvider())
                            .storeIn(folder)
                            .build()
                            .backup()
                            .run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("transaction");
            busy.commit();
        }
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("3");
    }

    @Test
    void nothingStaysPreparedOnTheServerSoThatAPoolerMayHandItOn() throws SQLException {
        try (Connection raw = java.sql.DriverManager.getConnection(
                server.url(database.name(), database.name()) + "&prepareThreshold=1")) {
            var guard = Guard.protect(DataSources.lending(() -> DataSources.withoutClose(raw)))
                    .storeIn(folder)
                    .build();
            guard.backup().run();
            database.run("DELETE FROM t");
            guard.restore().latest().run();
            assertThat(raw.unwrap(org.postgresql.PGConnection.class).getPrepareThreshold())
                    .isEqualTo(1);
            try (Statement statement = raw.createStatement();
                    var prepared = statement.executeQuery("SELECT statement FROM pg_prepared_statements"
                            + " WHERE statement NOT LIKE '%pg_prepared_statements%'")) {
                assertThat(prepared.next()).isFalse();
            }
        }
    }

    @Test
    void aWrongPasswordOrHostIsSaidInOneSentence() {
        var nowhere = DataSources.of("jdbc:postgresql://127.0.0.1:1/x?user=u&password=geheim");
        assertThatThrownBy(() ->
                        Guard.protect(nowhere).storeIn(folder).build().backup().run())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll("Cannot connect", "nothing was changed", "check the URL")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void noRowDataGetsIntoAnException() {
        database.run("CREATE FUNCTION boom(v text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS"
                + " $$ BEGIN RAISE EXCEPTION 'value was %', v; END $$");
        guard().backup().run();
        try (var copy = server.newDatabase()) {
            var target = Guard.protect(copy.dataSource()).storeIn(folder).build();
            target.restore().latest().run();
            copy.run("DELETE FROM t", "ALTER TABLE t ADD CONSTRAINT c CHECK (v <> 'two')");
            Throwable failure = org.assertj.core.api.Assertions.catchThrowable(
                    () -> target.restore().latest().run());
            var text = new java.io.StringWriter();
            failure.printStackTrace(new java.io.PrintWriter(text));
            assertThat(text.toString()).contains("constraint").doesNotContain("two");
            assertThat(copy.value("SELECT count(*) FROM t")).isEqualTo("0");
        }
    }
}

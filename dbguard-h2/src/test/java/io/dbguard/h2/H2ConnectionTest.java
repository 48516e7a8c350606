package io.dbguard.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.RequestException;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.H2Facts;
import io.dbguard.h2.testing.SoleConnection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection goes back as it came, whatever was done with it and however it ended. */
class H2ConnectionTest {
    @TempDir
    Path folder;

    private Guard guard(Connection connection) {
        return Guard.protect(SoleConnection.lend(connection))
                .storeIn(folder)
                .lockWait(Duration.ofMillis(200))
                .build();
    }

    private static H2Database shop() {
        return (H2Database) H2Database.inMemory()
                .run(
                        "CREATE SCHEMA SALES",
                        "CREATE TABLE SALES.ORDERS (ID INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, NOTE VARCHAR(9))",
                        "CREATE TABLE SALES.ITEMS (ID INT PRIMARY KEY, OF_ORDER INT REFERENCES SALES.ORDERS)",
                        "INSERT INTO SALES.ORDERS (NOTE) VALUES ('a'), ('b')",
                        "INSERT INTO SALES.ITEMS VALUES (1, 1), (2, 2)");
    }

    private static Connection oddSession(H2Database shop, String isolation, boolean autoCommit) throws SQLException {
        Connection connection = shop.dataSource().getConnection();
        execute(
                connection,
                "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + isolation,
                "SET SCHEMA SALES",
                "SET SCHEMA_SEARCH_PATH SALES, PUBLIC",
                "SET LOCK_TIMEOUT 1234",
                "SET QUERY_TIMEOUT 56789",
                "SET TIME ZONE 'Asia/Kathmandu'",
                "SET @MINE 5",
                "SET NON_KEYWORDS VALUE",
                "CREATE LOCAL TEMPORARY TABLE SCRATCH (A INT)",
                "INSERT INTO SCRATCH VALUES (1)");
        connection.setAutoCommit(autoCommit);
        return connection;
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String state(Connection connection) throws SQLException {
        String state = H2Facts.sessionState(connection) + "\nauto-commit " + connection.getAutoCommit();
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        return state;
    }

    @ParameterizedTest
    @ValueSource(strings = {"READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SNAPSHOT", "SERIALIZABLE"})
    void everySettingIsAsBefore(String isolation) throws SQLException {
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (H2Database shop = shop();
                    Connection connection = oddSession(shop, isolation, autoCommit)) {
                String before = state(connection);
                Guard guard = guard(connection);
                guard.backup().run();
                assertThat(state(connection)).isEqualTo(before);
                shop.run("DELETE FROM SALES.ITEMS WHERE ID = 1", "UPDATE SALES.ORDERS SET NOTE = 'oops'");
                guard.restore().latest().dryRun();
                assertThat(state(connection)).isEqualTo(before);
                guard.restore().latest().run();
                assertThat(state(connection)).isEqualTo(before);
                shop.run("DROP TABLE SALES.ITEMS");
                guard.restore().latest().run();
                assertThat(guard.verify().latest().againstDatabase().identical())
                        .isTrue();
                assertThat(state(connection)).isEqualTo(before);
            }
        }
    }

    @Test
    void aRestoreThatFailedLeavesTheSettingsAndTheRowsAlone() throws SQLException {
        try (H2Database shop = shop();
                Connection connection = oddSession(shop, "REPEATABLE READ", true);
                Connection other = shop.dataSource().getConnection()) {
            Guard guard = guard(connection);
            guard.backup().run();
            shop.run("DELETE FROM SALES.ITEMS WHERE ID = 1");
            String before = state(connection);
            other.setAutoCommit(false);
            execute(other, "UPDATE SALES.ITEMS SET OF_ORDER = 1");
            assertThatThrownBy(
                            () -> guard.restore().latest().withoutSafetyBackup().run())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("the database is as it was");
            assertThat(state(connection)).isEqualTo(before);
            other.rollback();
            assertThat(shop.query("SELECT * FROM SALES.ITEMS")).containsExactly("2|2");
            guard.restore().latest().run();
            assertThat(shop.query("SELECT * FROM SALES.ITEMS ORDER BY 1")).containsExactly("1|1", "2|2");
        }
    }

    @Test
    void aTransactionThatIsNotOursIsLeftAlone() throws SQLException {
        try (H2Database shop = shop();
                Connection connection = shop.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO SALES.ORDERS (NOTE) VALUES ('mine')");
            assertThatThrownBy(() -> guard(connection).backup().run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("in the middle of a transaction");
            connection.commit();
            assertThat(shop.query("SELECT NOTE FROM SALES.ORDERS WHERE NOTE = 'mine'"))
                    .hasSize(1);
        }
    }
}

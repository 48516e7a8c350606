package io.dbguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/restore.md is compiled and run, one block after the other. */
class RestorePageTest {
    private static final String PROGRAM = """
            import io.dbguard.*;
            import io.dbguard.api.report.*;
            import io.dbguard.api.restore.*;
            public final class Restored {
                public static void run(Guard guard) {
            %s
                }
            }
            """;

    @TempDir
    Path folder;

    private final JdbcDataSource database = new JdbcDataSource();

    private void run(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<Integer> ids(String table) throws SQLException {
        List<Integer> ids = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + table + " ORDER BY id")) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }

    private void runBlock(Guard guard, int block) throws Exception {
        String code =
                Page.of(Page.root().resolve("docs/restore.md")).blocks("java").get(block);
        CompiledCode.load(folder, "Restored", PROGRAM.formatted(code))
                .getMethod("run", Guard.class)
                .invoke(null, guard);
    }

    @Test
    void theCodeDoesWhatThePageSays() throws Exception {
        database.setURL("jdbc:h2:mem:restorepage;DB_CLOSE_DELAY=-1");
        run(
                "CREATE TABLE customers (id INT PRIMARY KEY)",
                "CREATE TABLE orders (id INT PRIMARY KEY, customer INT REFERENCES customers)",
                "INSERT INTO customers VALUES (1), (42)",
                "INSERT INTO orders VALUES (10, 1), (11, 42)");
        try (Guard guard =
                Guard.protect(database).storeIn(folder.resolve("backups")).build()) {
            guard.backup().run();
            run("DELETE FROM orders");
            runBlock(guard, 0);
            assertThat(ids("orders")).isEmpty();
            runBlock(guard, 1);
            assertThat(ids("orders")).containsExactly(10, 11);
            guard.backup().run();
            run("DELETE FROM orders", "DELETE FROM customers");
            runBlock(guard, 2);
            assertThat(ids("customers")).containsExactly(42);
            assertThat(ids("orders")).containsExactly(11);
        }
        run("SHUTDOWN");
    }
}

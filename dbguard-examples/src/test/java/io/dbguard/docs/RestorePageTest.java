package io.dbguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
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
        CompiledCode.load(folder, "Restored", PROGRAM.formatted(code(block)))
                .getMethod("run", Guard.class)
                .invoke(null, guard);
    }

    private static String code(int block) throws IOException {
        return Page.of(Page.root().resolve("docs/restore.md")).blocks("java").get(block);
    }

    @Test
    void tablesHaveANameTogether() throws Exception {
        database.setURL("jdbc:h2:mem:restoregroup;DB_CLOSE_DELAY=-1");
        run(
                "CREATE TABLE users (id INT PRIMARY KEY)",
                "CREATE TABLE roles (id INT PRIMARY KEY)",
                "CREATE TABLE prompts (id INT PRIMARY KEY)",
                "CREATE TABLE orders (id INT PRIMARY KEY)",
                "INSERT INTO users VALUES (1), (2)",
                "INSERT INTO orders VALUES (1)");
        String program = """
                import io.dbguard.*;
                import io.dbguard.api.restore.*;
                public final class Grouped {
                    public static void run(
                            javax.sql.DataSource dataSource, java.nio.file.Path folder, Runnable damage) {
                %s
                    }
                }
                """.formatted(code(2).replace("guard.restore()", "damage.run(); guard.restore()"));
        Runnable damage = () -> {
            try {
                run("DELETE FROM users WHERE id = 1", "DELETE FROM orders");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };
        CompiledCode.load(folder, "Grouped", program)
                .getMethod("run", DataSource.class, Path.class, Runnable.class)
                .invoke(null, database, folder.resolve("groups"), damage);
        assertThat(ids("users")).containsExactly(1, 2);
        assertThat(ids("orders")).isEmpty();
        run("SHUTDOWN");
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
            runBlock(guard, 3);
            assertThat(ids("customers")).containsExactly(42);
            assertThat(ids("orders")).containsExactly(11);
        }
        run("SHUTDOWN");
    }
}

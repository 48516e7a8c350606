package io.dbguard.contract;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** An empty database for one test, opened as the ordinary user that an application would be. */
public interface TestDatabase extends AutoCloseable {

    /** Returns connections of the application's user. */
    DataSource dataSource();

    /** Removes the database. */
    @Override
    void close();

    /** Runs statements, each in a transaction of its own. */
    default TestDatabase run(String... statements) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return this;
    }
}

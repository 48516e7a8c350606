package io.dbguard.contract;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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

    /** Runs a query and returns its rows, values joined by a bar. */
    default List<String> query(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Runs a query and returns the first value of its first row. */
    default String value(String sql) {
        return query(sql).get(0);
    }
}

package io.dbguard.contract;

import io.dbguard.Classifier;
import io.dbguard.api.migration.MigrationScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Whether rows of an application collide with those that a script brings along, in a table {@code t (id, name)}. */
public final class Collisions {
    private static final String UNIQUE_VIOLATION = "23505";

    private Collisions() {}

    /** Returns whether the classifier says that they will. */
    public static boolean areExpected(String script, Classifier classifier) {
        return classifier.classify(List.of(new MigrationScript("V1.sql", script))).findings().stream()
                .anyMatch(finding -> finding.rule().equals("sequence-left-behind"));
    }

    /** Runs the script and inserts as an application would; returns whether that fails. */
    public static boolean happen(String script, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script);
            for (int i = 0; i < 10; i++) {
                try {
                    statement.execute("INSERT INTO t (name) VALUES ('of the application')");
                } catch (SQLException e) {
                    return e.getSQLState().equals(UNIQUE_VIOLATION);
                }
            }
            return false;
        }
    }
}

package io.dbguard.test.internal.run;

import io.dbguard.ScriptStatement;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Runs one script, in a transaction unless something in it forbids that. */
public final class ScriptRun {
    private ScriptRun() {}

    /**
     * Runs a script.
     *
     * @param script the script, its placeholders resolved
     * @param connection where
     * @throws AssertionError if a statement fails
     */
    public static void run(MigrationScript script, Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        List<ScriptStatement> statements = ScriptStatement.of(script, product);
        boolean alone = script.frame() == Frame.NONE || statements.stream().anyMatch(ScriptStatement::alone);
        connection.setAutoCommit(alone);
        try {
            for (ScriptStatement statement : statements) {
                run(script, statement, connection);
            }
            if (!alone) {
                connection.commit();
            }
        } finally {
            if (!alone) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private static void run(MigrationScript script, ScriptStatement statement, Connection connection) {
        try (Statement jdbc = connection.createStatement()) {
            if (statement.forPsql()) {
                throw new SQLException("a command to psql cannot be run here");
            }
            jdbc.setEscapeProcessing(false);
            jdbc.execute(statement.sql());
        } catch (SQLException e) {
            throw new AssertionError(
                    script.name() + ":" + statement.line() + " failed: " + statement.sql() + "\n  " + e.getMessage(),
                    e);
        }
    }
}

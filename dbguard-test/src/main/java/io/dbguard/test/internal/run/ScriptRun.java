package io.dbguard.test.internal.run;

import io.dbguard.ScriptStatement;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** Runs one script, in a transaction unless something in it forbids that. */
public final class ScriptRun {
    /** Commands to psql that {@code pg_dump} writes, and that do nothing to the database. */
    private static final Set<String> NOTHING = Set.of("\\restrict", "\\unrestrict");

    private final MigrationScript script;
    private final Connection connection;
    private final String product;

    private ScriptRun(MigrationScript script, Connection connection) throws SQLException {
        this.script = script;
        this.connection = connection;
        this.product = connection.getMetaData().getDatabaseProductName();
    }

    /**
     * Runs a script.
     *
     * @param script the script, its placeholders resolved
     * @param connection where
     * @throws AssertionError if a statement fails
     */
    public static void run(MigrationScript script, Connection connection) throws SQLException {
        new ScriptRun(script, connection).run();
    }

    private void run() throws SQLException {
        List<ScriptStatement> statements = ScriptStatement.of(script, product);
        boolean alone = script.frame() == Frame.NONE || statements.stream().anyMatch(ScriptStatement::alone);
        String schema = connection.getSchema();
        connection.setAutoCommit(alone);
        try {
            statements.forEach(this::run);
            if (!alone) {
                connection.commit();
            }
        } finally {
            if (!alone) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
            forgetPath(schema);
        }
    }

    /** Where a script wants its names to be looked for is of no concern to the next one. */
    private void forgetPath(String schema) throws SQLException {
        if (product.equals("PostgreSQL")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("RESET search_path");
            }
        } else {
            connection.setSchema(schema);
        }
    }

    private void run(ScriptStatement statement) {
        try {
            if (statement.rows().isPresent() && product.equals("PostgreSQL")) {
                PostgresCopy.run(statement.sql(), statement.rows().get(), connection);
            } else if (!statement.forPsql()) {
                execute(statement.sql());
            } else if (!NOTHING.contains(statement.sql().split("\\s", 2)[0])) {
                throw new SQLException("a command to psql cannot be run here");
            }
        } catch (SQLException | IOException e) {
            throw new AssertionError(
                    script.name() + ":" + statement.line() + " failed: " + statement.sql() + "\n  " + e.getMessage(),
                    e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement jdbc = connection.createStatement()) {
            jdbc.setEscapeProcessing(false);
            jdbc.execute(sql);
        }
    }
}

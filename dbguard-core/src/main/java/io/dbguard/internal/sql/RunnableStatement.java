package io.dbguard.internal.sql;

import io.dbguard.api.RequestException;
import io.dbguard.api.migration.MigrationScript;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a script, as it is run.
 *
 * @param line the line on which it starts, from 1
 * @param sql the statement
 * @param alone whether it refuses to run within the transaction of whoever runs it
 * @param forPsql whether it is no SQL, but a command to psql
 * @param rows the rows that come after a {@code COPY … FROM stdin}; empty if it is none
 */
public record RunnableStatement(int line, String sql, boolean alone, boolean forPsql, Optional<String> rows) {

    /**
     * Cuts a script into its statements, exactly as the database would.
     *
     * @param script the script, its placeholders resolved
     * @param product {@code PostgreSQL} or {@code H2}, as their drivers say it
     * @throws RequestException if a text or a comment in it does not end
     */
    public static List<RunnableStatement> of(MigrationScript script, String product) {
        try {
            Dialect dialect = product.equals("H2") ? Dialect.H2 : Dialect.POSTGRESQL;
            Script pieces = Splitter.split(script.sql(), dialect);
            return pieces.statements().stream()
                    .map(statement -> of(statement, pieces))
                    .toList();
        } catch (UnreadableSqlException e) {
            throw new RequestException(
                    script.name() + ":" + e.line() + " cannot be read: " + e.describe(),
                    "none of it was run",
                    "close what is open there",
                    e);
        }
    }

    private static RunnableStatement of(Statement statement, Script script) {
        boolean alone = statement.contains("CONCURRENTLY")
                || statement.has(0, "VACUUM")
                || statement.has(0, "BEGIN")
                || statement.has(0, "START", "TRANSACTION");
        boolean meta = statement.tokens().get(0).kind() == Token.Kind.META;
        boolean copies = statement.has(0, "COPY") && statement.contains("FROM", "STDIN");
        Optional<String> rows = copies ? Optional.of(script.rowsOf(statement)) : Optional.empty();
        return new RunnableStatement(statement.line(), statement.text(), alone, meta, rows);
    }
}

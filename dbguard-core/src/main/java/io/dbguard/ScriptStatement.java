package io.dbguard;

import io.dbguard.api.RequestException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Splitter;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import io.dbguard.internal.sql.UnreadableSqlException;
import java.util.List;

/**
 * One statement of a script, for whoever runs it statement by statement.
 *
 * @param line the line on which it starts, from 1
 * @param sql the statement
 * @param alone whether it refuses to run within the transaction of whoever runs it
 * @param forPsql whether it is no SQL, but a command to psql
 */
public record ScriptStatement(int line, String sql, boolean alone, boolean forPsql) {

    /**
     * Cuts a script into its statements, exactly as the database would.
     *
     * @param script the script, its placeholders resolved
     * @param product {@code PostgreSQL} or {@code H2}, as their drivers say it
     * @throws RequestException if a text or a comment in it does not end
     */
    public static List<ScriptStatement> of(MigrationScript script, String product) {
        try {
            Dialect dialect = product.equals("H2") ? Dialect.H2 : Dialect.POSTGRESQL;
            return Splitter.split(script.sql(), dialect).statements().stream()
                    .map(ScriptStatement::of)
                    .toList();
        } catch (UnreadableSqlException e) {
            throw new RequestException(
                    script.name() + ":" + e.line() + " cannot be read: " + e.describe(),
                    "none of it was run",
                    "close what is open there",
                    e);
        }
    }

    private static ScriptStatement of(Statement statement) {
        boolean alone = statement.contains("CONCURRENTLY")
                || statement.has(0, "VACUUM")
                || statement.has(0, "BEGIN")
                || statement.has(0, "START", "TRANSACTION");
        boolean meta = statement.tokens().get(0).kind() == Token.Kind.META;
        return new ScriptStatement(statement.line(), statement.text(), alone, meta);
    }
}

package io.dbguard;

import io.dbguard.api.RequestException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.internal.sql.RunnableStatement;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a script, for whoever runs it statement by statement.
 *
 * @param line the line on which it starts, from 1
 * @param sql the statement
 * @param alone whether it refuses to run within the transaction of whoever runs it
 * @param forPsql whether it is no SQL, but a command to psql
 * @param rows the rows that come after a {@code COPY … FROM stdin}, as they stand in the script; empty if it is none
 */
public record ScriptStatement(int line, String sql, boolean alone, boolean forPsql, Optional<String> rows) {

    /**
     * Cuts a script into its statements, exactly as the database would.
     *
     * @param script the script, its placeholders resolved
     * @param product {@code PostgreSQL} or {@code H2}, as their drivers say it
     * @throws RequestException if a text or a comment in it does not end
     */
    public static List<ScriptStatement> of(MigrationScript script, String product) {
        return RunnableStatement.of(script, product).stream()
                .map(statement -> new ScriptStatement(
                        statement.line(), statement.sql(), statement.alone(), statement.forPsql(), statement.rows()))
                .toList();
    }
}

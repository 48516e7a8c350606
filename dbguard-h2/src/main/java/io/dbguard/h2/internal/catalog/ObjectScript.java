package io.dbguard.h2.internal.catalog;

import io.dbguard.h2.internal.session.H2Session;
import java.util.List;

/**
 * All that users made, as H2's own SCRIPT has it, without data and passwords; empty if the user is no administrator. It
 * is a thing of its own because SCRIPT ends the transaction, and with it the snapshot and all locks.
 *
 * @param statements each without its closing semicolon
 */
public record ObjectScript(List<String> statements) {

    /** Copies the list, so that the script can be shared. */
    public ObjectScript {
        statements = List.copyOf(statements);
    }

    /**
     * Asks for the script, and ends the present transaction.
     *
     * @param session where to read
     */
    public static ObjectScript read(H2Session session) {
        if (!session.isAdmin()) {
            return new ObjectScript(List.of());
        }
        return new ObjectScript(
                session
                        .query("list all objects", "SCRIPT NODATA NOPASSWORDS NOSETTINGS", row -> row.getString(1))
                        .stream()
                        .filter(statement -> !statement.startsWith("--") && statement.endsWith(";"))
                        .map(statement -> statement.substring(0, statement.length() - 1))
                        .toList());
    }
}

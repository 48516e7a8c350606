package io.dbguard.internal.merge;

import io.dbguard.api.RequestException;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Splitter;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import io.dbguard.internal.sql.UnreadableSqlException;
import java.util.List;

/** A user's condition on rows, which is SQL, and must not be more than one condition. */
final class Condition {
    private Condition() {}

    /** Returns the condition, if it is one and cannot get out of its parentheses. */
    static String checked(TableName table, String condition, Dialect dialect) {
        try {
            List<Statement> statements = Splitter.statements("WHERE (" + condition + "\n)", dialect);
            if (statements.size() == 1 && isOneGroup(statements.get(0).tokens())) {
                return condition + "\n";
            }
        } catch (UnreadableSqlException e) {
            // Said below.
        }
        throw new RequestException(
                "The condition on the rows of " + table + " is not one condition",
                "nothing was changed",
                "give what may stand in parentheses after WHERE, such as: id = 42");
    }

    private static boolean isOneGroup(List<Token> tokens) {
        int depth = 0;
        for (int i = 1; i < tokens.size(); i++) {
            depth += tokens.get(i).isSymbol('(') ? 1 : tokens.get(i).isSymbol(')') ? -1 : 0;
            if (tokens.get(i).isSymbol(';') || (depth == 0 && i < tokens.size() - 1)) {
                return false;
            }
        }
        return depth == 0 && tokens.size() > 3;
    }
}

package io.dbguard.internal.migration;

import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tables that the migrations themselves create: nobody's data is in them yet. */
final class NewTables {
    private final Set<String> names = new HashSet<>();

    void note(Statement statement) {
        if (statement.has(0, "SET") || statement.contains("RENAME")) {
            // A name may mean another table from here on.
            names.clear();
        }
        if (statement.has(0, "CREATE", "TABLE") && !statement.contains("IF", "NOT", "EXISTS")) {
            String name = nameAt(statement.tokens(), 2);
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
    }

    /** Returns whether the statement touches nothing but one new table. */
    boolean excuses(Statement statement) {
        int at = -1;
        if (statement.has(0, "ALTER", "TABLE") || statement.has(0, "DELETE", "FROM")) {
            at = 2;
        } else if (statement.has(0, "UPDATE")) {
            at = 1;
        }
        boolean simple =
                !statement.contains("CASCADE") && !statement.contains("SELECT") && !statement.contains("USING");
        return at > 0 && simple && names.contains(nameAt(statement.tokens(), at));
    }

    private static String nameAt(List<Token> tokens, int from) {
        var name = new StringBuilder();
        for (int i = from; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean part = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_NAME;
            if (i % 2 == from % 2 ? !part : !token.isSymbol('.')) {
                break;
            }
            name.append(token.kind() == Token.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : token.text());
        }
        return name.toString();
    }
}

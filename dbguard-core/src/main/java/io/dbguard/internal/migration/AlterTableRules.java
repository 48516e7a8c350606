package io.dbguard.internal.migration;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Judges ALTER TABLE by each of its actions; the worst one decides. */
final class AlterTableRules {
    private static final Verdict UNKNOWN = Verdict.notUnderstood(Risk.CAUTION);
    private static final Verdict DROP_COLUMN = new Verdict("drop-column", Risk.DANGEROUS, "all values in it are gone");

    private AlterTableRules() {}

    static Optional<Verdict> judge(Statement statement) {
        return actions(statement).stream()
                .map(AlterTableRules::judgeAction)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Verdict::risk));
    }

    /** Returns what follows the table's name, cut at the commas outside of parentheses. */
    private static List<Statement> actions(Statement statement) {
        List<Token> tokens = statement.tokens();
        int from = 2;
        while (from < tokens.size()
                && (tokens.get(from).is("IF")
                        || tokens.get(from).is("EXISTS")
                        || tokens.get(from).is("ONLY"))) {
            from++;
        }
        from++;
        while (from + 1 < tokens.size() && tokens.get(from).isSymbol('.')) {
            from += 2;
        }
        if (from < tokens.size() && tokens.get(from).isSymbol('*')) {
            from++;
        }
        List<Statement> actions = new ArrayList<>();
        int depth = 0;
        for (int i = from; i <= tokens.size(); i++) {
            if (i == tokens.size() || (depth == 0 && tokens.get(i).isSymbol(','))) {
                actions.add(new Statement(tokens.subList(from, i)));
                from = i + 1;
            } else if (tokens.get(i).isSymbol('(')) {
                depth++;
            } else if (tokens.get(i).isSymbol(')')) {
                depth--;
            }
        }
        return actions;
    }

    private static Optional<Verdict> judgeAction(Statement action) {
        if (action.has(0, "ADD")) {
            return Optional.empty();
        }
        if (action.has(0, "DROP")) {
            return Optional.of(drop(action));
        }
        if (action.has(0, "RENAME")) {
            return Optional.of(new Verdict("rename", Risk.CAUTION, "what runs now knows the old name"));
        }
        if (action.has(0, "ALTER")) {
            return alterColumn(action);
        }
        boolean harmless = action.has(0, "VALIDATE", "CONSTRAINT")
                || action.has(0, "OWNER", "TO")
                || action.has(0, "ENABLE", "TRIGGER")
                || action.has(0, "ENABLE", "ROW", "LEVEL", "SECURITY")
                || action.has(0, "ATTACH", "PARTITION")
                || action.has(0, "REPLICA", "IDENTITY");
        return harmless ? Optional.empty() : Optional.of(UNKNOWN);
    }

    private static Verdict drop(Statement action) {
        if (action.contains("CASCADE")) {
            return new Verdict("drop-cascade", Risk.DANGEROUS, "CASCADE takes objects along that are not named");
        }
        if (action.has(1, "CONSTRAINT") || action.has(1, "PRIMARY", "KEY")) {
            return new Verdict("drop-constraint", Risk.CAUTION, "rows that the constraint kept out may come in");
        }
        return DROP_COLUMN;
    }

    private static Optional<Verdict> alterColumn(Statement action) {
        int change = action.has(1, "COLUMN") ? 3 : 2;
        if (action.has(change, "SET", "NOT", "NULL")) {
            return Optional.of(new Verdict("set-not-null", Risk.CAUTION, "it fails if a row has no value"));
        }
        if (action.has(change, "DROP", "NOT", "NULL") || action.has(change, "DROP", "DEFAULT")) {
            return Optional.of(
                    new Verdict("loosen-column", Risk.CAUTION, "what runs now may not expect missing values"));
        }
        if (action.has(change, "TYPE") || action.has(change, "SET", "DATA", "TYPE")) {
            return Optional.of(new Verdict("change-type", Risk.CAUTION, "values may be cut, rounded or rejected"));
        }
        boolean harmless = action.has(change, "SET", "DEFAULT")
                || action.has(change, "SET", "STATISTICS")
                || action.has(change, "SET", "STORAGE");
        return harmless ? Optional.empty() : Optional.of(UNKNOWN);
    }
}

package io.dbguard.internal.command;

import io.dbguard.internal.command.Command.NotUnderstood;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads what statements say. A closed table decides: what does not stand in it is not understood. Immutable.
 *
 * @param dialect whose SQL it is
 */
public record CommandReader(Dialect dialect) {
    private static final Set<String> KINDS = Set.of(
            "TEMP",
            "TEMPORARY",
            "UNLOGGED",
            "UNIQUE",
            "OR",
            "REPLACE",
            "CACHED",
            "MEMORY",
            "GLOBAL",
            "LOCAL",
            "FORCE",
            "RECURSIVE",
            "CONSTRAINT",
            "MATERIALIZED",
            "FOREIGN",
            "EVENT",
            "NOT",
            "PERSISTENT",
            "SPATIAL",
            "HASH",
            "NULLS",
            "DISTINCT");

    /**
     * Reads a statement.
     *
     * @param statement its tokens
     */
    public Parsed read(Statement statement) {
        return read(statement, 0);
    }

    Parsed read(Statement statement, int depth) {
        return new Parsed(statement, head(statement), command(statement, depth), inner(statement, depth));
    }

    /** Returns the words that say what it is: {@code CREATE UNIQUE INDEX}, {@code ALTER TABLE}, {@code UPDATE}. */
    private static String head(Statement statement) {
        List<Token> tokens = statement.tokens();
        Token first = tokens.get(0);
        if (first.kind() == Token.Kind.META) {
            return first.text().split("\\s", 2)[0];
        }
        if (!first.is("CREATE") && !first.is("ALTER") && !first.is("DROP")) {
            return first.normal();
        }
        int words = 1;
        while (words < tokens.size() && KINDS.contains(tokens.get(words).normal())) {
            words++;
        }
        return Heads.first(statement, Math.min(words + 1, tokens.size()));
    }

    private Command command(Statement statement, int depth) {
        Token first = statement.tokens().get(0);
        if (first.kind() == Token.Kind.META) {
            return new Command.Meta(first.text());
        }
        String placeholder = Placeholders.unresolved(statement);
        if (!placeholder.isEmpty()) {
            return new NotUnderstood("the placeholder " + placeholder + " may stand for anything");
        }
        var cursor = new Cursor(statement.tokens());
        cursor.take();
        return switch (first.normal()) {
            case "CREATE" -> new CreateReader(this, depth).read(statement, cursor);
            case "ALTER" -> new AlterReader(this).read(statement, cursor);
            case "DROP" -> DropReader.read(statement, cursor);
            default -> new VerbReader(this, depth).read(statement, cursor);
        };
    }

    /** Returns the statements that change rows within another one: {@code WITH gone AS (DELETE FROM t …)}. */
    List<Parsed> inner(Statement statement, int depth) {
        List<Parsed> inner = new ArrayList<>();
        List<Token> tokens = statement.tokens();
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).isSymbol('(') && changesRows(statement, i)) {
                var cursor = new Cursor(tokens.subList(i - 1, tokens.size()));
                List<Token> group = cursor.group();
                inner.add(read(new Statement(group, group.get(group.size() - 1).end()), depth));
            }
        }
        return inner;
    }

    private static boolean changesRows(Statement statement, int i) {
        return statement.has(i, "DELETE", "FROM")
                || statement.has(i, "UPDATE")
                || statement.has(i, "INSERT", "INTO")
                || statement.has(i, "MERGE", "INTO");
    }
}

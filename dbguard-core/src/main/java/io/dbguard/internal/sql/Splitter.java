package io.dbguard.internal.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into statements: at semicolons, but not inside parentheses and not inside a {@code BEGIN ATOMIC} body.
 * The rows after a {@code COPY … FROM stdin} are no statements.
 */
public final class Splitter {
    private final List<Statement> statements = new ArrayList<>();
    private final List<Token> open = new ArrayList<>();
    private int parentheses;
    private int blocks;

    private Splitter() {}

    /**
     * Cuts a script.
     *
     * @param sql the script
     * @throws UnreadableSqlException if a text, name or comment never ends; nothing can be said of the script then
     */
    public static List<Statement> split(String sql) throws UnreadableSqlException {
        var splitter = new Splitter();
        String rest = CopyData.blankOut(sql);
        new Lexer(rest).tokens().forEach(splitter::take);
        splitter.close();
        return splitter.statements;
    }

    private void take(Token token) {
        if (token.isSymbol(';') && parentheses <= 0 && blocks == 0) {
            close();
            return;
        }
        if (token.isSymbol('(')) {
            parentheses++;
        } else if (token.isSymbol(')')) {
            parentheses--;
        } else if (token.is("ATOMIC")
                && !open.isEmpty()
                && open.get(open.size() - 1).is("BEGIN")) {
            blocks++;
        } else if (blocks > 0 && token.is("CASE")) {
            blocks++;
        } else if (blocks > 0 && token.is("END")) {
            blocks--;
        }
        open.add(token);
    }

    private void close() {
        if (!open.isEmpty()) {
            statements.add(new Statement(open));
            open.clear();
        }
        parentheses = 0;
        blocks = 0;
    }
}

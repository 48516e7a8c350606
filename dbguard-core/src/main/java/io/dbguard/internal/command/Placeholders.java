package io.dbguard.internal.command;

import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.List;

/** Finds what a runner would replace before the database sees it, and nobody said by what. */
final class Placeholders {
    private Placeholders() {}

    /** Returns the first placeholder outside of texts, otherwise the first that is all of a name in quotes; empty if none. */
    static String unresolved(Statement statement) {
        List<Token> tokens = statement.tokens();
        int brackets = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            brackets += token.isSymbol('[') ? 1 : token.isSymbol(']') ? -1 : 0;
            boolean next = i + 1 < tokens.size() && tokens.get(i + 1).start() == token.end();
            if (next && opens(token, tokens.get(i + 1))) {
                return quote(tokens, i);
            }
            boolean variable = next && brackets == 0 && token.isSymbol(':') && isVariable(tokens, i);
            if (variable) {
                return quote(tokens, i);
            }
            if (token.kind() == Token.Kind.QUOTED_NAME && token.text().contains("${")) {
                return token.text();
            }
        }
        return "";
    }

    private static boolean opens(Token token, Token next) {
        boolean brace = next.isSymbol('{');
        return brace && (token.isSymbol('$') || token.isSymbol('{') || token.isSymbol('#') || token.isSymbol('@'));
    }

    /** A variable of psql or of a driver: {@code :name}, but not {@code a::type} and not {@code a := b}. */
    private static boolean isVariable(List<Token> tokens, int i) {
        Token next = tokens.get(i + 1);
        boolean cast = i > 0 && tokens.get(i - 1).isSymbol(':');
        boolean named = next.isName() || next.kind() == Token.Kind.TEXT;
        return named && !cast;
    }

    private static String quote(List<Token> tokens, int from) {
        var text = new StringBuilder();
        for (int i = from; i < Math.min(tokens.size(), from + 6); i++) {
            text.append(tokens.get(i).text());
            if (tokens.get(i).isSymbol('}')) {
                break;
            }
        }
        return text.toString();
    }
}

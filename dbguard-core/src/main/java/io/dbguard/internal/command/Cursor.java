package io.dbguard.internal.command;

import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads tokens one after the other. Not thread-safe. */
final class Cursor {
    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean done() {
        return at >= tokens.size();
    }

    /** Returns whether these keywords come next. */
    boolean sees(String... keywords) {
        for (int i = 0; i < keywords.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(keywords[i])) {
                return false;
            }
        }
        return true;
    }

    boolean sees(char symbol) {
        return !done() && tokens.get(at).isSymbol(symbol);
    }

    /** Goes past these keywords if they come next. */
    boolean accept(String... keywords) {
        boolean found = sees(keywords);
        at += found ? keywords.length : 0;
        return found;
    }

    boolean accept(char symbol) {
        boolean found = sees(symbol);
        at += found ? 1 : 0;
        return found;
    }

    /** Goes past the first of these keywords that comes next. */
    boolean acceptAny(String... keywords) {
        for (String keyword : keywords) {
            if (accept(keyword)) {
                return true;
            }
        }
        return false;
    }

    boolean ifExists() {
        return accept("IF", "EXISTS");
    }

    boolean ifNotExists() {
        return accept("IF", "NOT", "EXISTS");
    }

    Optional<Token> peek() {
        return done() ? Optional.empty() : Optional.of(tokens.get(at));
    }

    /** Returns the next token; at the end the last one again. */
    Token here() {
        return tokens.get(Math.min(at, tokens.size() - 1));
    }

    Token take() {
        Token token = here();
        at = Math.min(at + 1, tokens.size());
        return token;
    }

    /** Reads a name, with its schema if it has one; empty if there is none. */
    String name() {
        if (done() || !tokens.get(at).isName()) {
            return "";
        }
        var name = new StringBuilder(take().name());
        while (sees('.') && at + 1 < tokens.size() && tokens.get(at + 1).isName()) {
            at++;
            name.append('.').append(take().name());
        }
        return name.toString();
    }

    /** Reads names between commas. Arguments in parentheses and {@code *} after them are skipped. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            accept("ONLY");
            String name = name();
            if (name.isEmpty()) {
                return names;
            }
            names.add(name);
            accept('*');
            if (sees('(')) {
                group();
            }
        } while (accept(','));
        return names;
    }

    /** Reads what stands in the parentheses that come next, without them; empty if none do. */
    List<Token> group() {
        if (!sees('(')) {
            return List.of();
        }
        int from = ++at;
        int depth = 1;
        while (at < tokens.size()) {
            Token token = tokens.get(at++);
            depth += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            if (depth == 0) {
                return tokens.subList(from, at - 1);
            }
        }
        return tokens.subList(from, at);
    }

    List<Token> rest() {
        List<Token> rest = tokens.subList(Math.min(at, tokens.size()), tokens.size());
        at = tokens.size();
        return rest;
    }

    /** Reads up to one of these keywords outside of parentheses. */
    List<Token> until(String... keywords) {
        int from = at;
        while (!done() && !seesAny(keywords)) {
            if (sees('(')) {
                group();
            } else {
                at++;
            }
        }
        return tokens.subList(from, at);
    }

    private boolean seesAny(String... keywords) {
        for (String keyword : keywords) {
            if (sees(keyword)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a keyword comes anywhere later, also in parentheses. */
    boolean later(String... keywords) {
        int start = at;
        boolean found = false;
        for (int i = start; !found && i + keywords.length <= tokens.size(); i++) {
            at = i;
            found = sees(keywords);
        }
        at = start;
        return found;
    }

    /** Cuts tokens at the commas outside of parentheses and brackets. */
    static List<List<Token>> byComma(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= tokens.size(); i++) {
            if (i == tokens.size() || (depth == 0 && tokens.get(i).isSymbol(','))) {
                parts.add(tokens.subList(from, i));
                from = i + 1;
            } else if (tokens.get(i).isSymbol('(') || tokens.get(i).isSymbol('[')) {
                depth++;
            } else if (tokens.get(i).isSymbol(')') || tokens.get(i).isSymbol(']')) {
                depth--;
            }
        }
        return parts;
    }

    static String text(List<Token> tokens) {
        return tokens.isEmpty()
                ? ""
                : new Statement(tokens, tokens.get(tokens.size() - 1).end()).text();
    }
}

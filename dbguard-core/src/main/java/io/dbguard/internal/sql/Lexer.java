package io.dbguard.internal.sql;

import io.dbguard.internal.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a script into tokens, as PostgreSQL does (PostgreSQL docs, 4.1): nested comments, {@code E''} with backslashes,
 * dollar quotes with tags. H2's script syntax is close enough: its {@code $$} is a dollar quote without a tag, and its
 * {@code //} comments come out as symbols, which no rule calls safe. Not thread-safe.
 */
final class Lexer {
    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;

    Lexer(String sql) {
        this.sql = sql;
    }

    List<Token> tokens() throws UnreadableSqlException {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c) || c == '\uFEFF') {
                advance(at + 1);
            } else if (sql.startsWith("--", at)) {
                advance(endOfLine());
            } else if (sql.startsWith("/*", at)) {
                comment();
            } else if (c == '\'') {
                add(Kind.VALUE, endOfText(at, false, "A text"));
            } else if (c == '"') {
                add(Kind.QUOTED_NAME, endOfQuoted());
            } else if (c == '$') {
                dollar();
            } else if (isWordStart(c)) {
                word();
            } else if (isDigit(c)) {
                add(Kind.VALUE, endOfWord(at));
            } else {
                add(Kind.SYMBOL, at + 1);
            }
        }
        return tokens;
    }

    private void word() throws UnreadableSqlException {
        int end = endOfWord(at);
        boolean quoteFollows = end < sql.length() && sql.charAt(end) == '\'';
        String prefix = sql.substring(at, end);
        if (quoteFollows && prefix.length() == 1 && "eEbBxXnN".contains(prefix)) {
            add(Kind.VALUE, endOfText(end, prefix.equalsIgnoreCase("e"), "A text"));
        } else {
            add(Kind.WORD, end);
        }
    }

    private void dollar() throws UnreadableSqlException {
        int tagEnd = at + 1;
        while (tagEnd < sql.length() && isTagPart(sql.charAt(tagEnd), tagEnd > at + 1)) {
            tagEnd++;
        }
        if (tagEnd == sql.length() || sql.charAt(tagEnd) != '$') {
            add(Kind.SYMBOL, at + 1);
            return;
        }
        String tag = sql.substring(at, tagEnd + 1);
        int close = sql.indexOf(tag, tagEnd + 1);
        if (close < 0) {
            throw new UnreadableSqlException("A text in " + tag, line);
        }
        add(Kind.VALUE, close + tag.length());
    }

    private void comment() throws UnreadableSqlException {
        int depth = 0;
        int end = at;
        do {
            if (sql.startsWith("/*", end)) {
                depth++;
                end += 2;
            } else if (sql.startsWith("*/", end)) {
                depth--;
                end += 2;
            } else {
                end++;
            }
            if (end > sql.length()) {
                throw new UnreadableSqlException("A comment", line);
            }
        } while (depth > 0);
        advance(end);
    }

    private int endOfText(int quote, boolean backslashes, String what) throws UnreadableSqlException {
        for (int i = quote + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && backslashes) {
                i++;
            } else if (c == '\'') {
                if (i + 1 == sql.length() || sql.charAt(i + 1) != '\'') {
                    return i + 1;
                }
                i++;
            }
        }
        throw new UnreadableSqlException(what, line);
    }

    private int endOfQuoted() throws UnreadableSqlException {
        int close = sql.indexOf('"', at + 1);
        while (close >= 0 && close + 1 < sql.length() && sql.charAt(close + 1) == '"') {
            close = sql.indexOf('"', close + 2);
        }
        if (close < 0) {
            throw new UnreadableSqlException("A name in quotes", line);
        }
        return close + 1;
    }

    private int endOfLine() {
        int end = at;
        while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private int endOfWord(int from) {
        int end = from;
        while (end < sql.length()
                && (isWordStart(sql.charAt(end)) || isDigit(sql.charAt(end)) || sql.charAt(end) == '$')) {
            end++;
        }
        return end;
    }

    private void add(Kind kind, int end) {
        tokens.add(new Token(kind, sql.substring(at, end), at, line));
        advance(end);
    }

    private void advance(int to) {
        for (int i = at; i < to; i++) {
            if (sql.charAt(i) == '\n') {
                line++;
            }
        }
        at = to;
    }

    private static boolean isTagPart(char c, boolean digitAllowed) {
        return isWordStart(c) || (digitAllowed && isDigit(c));
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 127;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

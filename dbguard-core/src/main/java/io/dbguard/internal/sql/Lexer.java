package io.dbguard.internal.sql;

import io.dbguard.internal.sql.Token.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a script into tokens, exactly as PostgreSQL (documentation, 4.1) or H2 does. Each character is looked at a bounded
 * number of times. Not thread-safe.
 */
final class Lexer {
    private final SourceText source;
    private final String sql;
    private final Dialect dialect;
    private final int limit;
    private final Quotes quotes;
    private boolean backslashes;
    private int at;

    Lexer(SourceText source, Dialect dialect, int from, int limit) {
        this.source = source;
        this.sql = source.text();
        this.dialect = dialect;
        this.at = from;
        this.limit = limit;
        this.quotes = new Quotes(source, limit);
    }

    /** Says whether backslashes escape in ordinary texts: {@code SET standard_conforming_strings = off}. */
    void backslashesEscape(boolean on) {
        backslashes = on;
    }

    /** Returns where the next character stands. */
    int at() {
        return at;
    }

    /** Goes on from a later place. */
    void skipTo(int place) {
        at = place;
    }

    /** Returns the next token, or null at the end. Comments that speak to a runner are told to the listener. */
    @Nullable
    Token next(Comments comments) throws UnreadableSqlException {
        while (at < limit) {
            char c = sql.charAt(at);
            if (isSpace(c)) {
                at++;
            } else if (startsLineComment(c)) {
                int end = endOfLine(at);
                comments.line(at, end);
                at = end;
            } else if (c == '/' && sql.startsWith("/*", at)) {
                at = quotes.endOfComment(at);
            } else {
                return token(c);
            }
        }
        return null;
    }

    private Token token(char c) throws UnreadableSqlException {
        if (isWordStart(c)) {
            return word();
        }
        if (isDigit(c)) {
            return take(Kind.NUMBER, endOfNumber(at));
        }
        return switch (c) {
            case '\'' -> take(Kind.TEXT, quotes.endOfText(at, backslashes));
            case '"' -> take(Kind.QUOTED_NAME, quotes.endOfName(at));
            case '$' -> dollar();
            case '\\' -> dialect == Dialect.POSTGRESQL ? take(Kind.META, endOfLine(at)) : take(Kind.SYMBOL, at + 1);
            default -> take(Kind.SYMBOL, at + 1);
        };
    }

    private Token word() throws UnreadableSqlException {
        int end = endOfWord(at);
        char next = end < limit ? sql.charAt(end) : ' ';
        if (end - at == 1 && next == '\'') {
            char prefix = Character.toLowerCase(sql.charAt(at));
            if ("bxn".indexOf(prefix) >= 0) {
                return take(Kind.TEXT, quotes.endOfText(end, prefix == 'n' && backslashes));
            }
            if (prefix == 'e' && dialect == Dialect.POSTGRESQL) {
                return take(Kind.TEXT, quotes.endOfText(end, true));
            }
        }
        if (end - at == 1 && next == '&' && Character.toLowerCase(sql.charAt(at)) == 'u' && end + 1 < limit) {
            char quote = sql.charAt(end + 1);
            if (quote == '\'') {
                return take(Kind.TEXT, quotes.endOfText(end + 1, false));
            }
            if (quote == '"') {
                return take(Kind.QUOTED_NAME, quotes.endOfName(end + 1));
            }
        }
        return take(Kind.WORD, end);
    }

    private Token dollar() throws UnreadableSqlException {
        int tagEnd = at + 1;
        boolean tags = dialect == Dialect.POSTGRESQL;
        while (tags && tagEnd < limit && isTagPart(sql.charAt(tagEnd), tagEnd > at + 1)) {
            tagEnd++;
        }
        if (tagEnd < limit && sql.charAt(tagEnd) == '$') {
            return take(Kind.TEXT, quotes.endOfDollarText(at, tagEnd + 1));
        }
        boolean parameter = at + 1 < limit && isDigit(sql.charAt(at + 1));
        return parameter ? take(Kind.NUMBER, endOfNumber(at + 1)) : take(Kind.SYMBOL, at + 1);
    }

    private Token take(Kind kind, int end) {
        var token = new Token(kind, source, at, end);
        at = end;
        return token;
    }

    private boolean startsLineComment(char c) {
        return (c == '-' && sql.startsWith("--", at))
                || (c == '/' && dialect == Dialect.H2 && sql.startsWith("//", at));
    }

    private boolean isSpace(char c) {
        boolean ascii = c == ' ' || (c >= '\t' && c <= '\r');
        return ascii || (c == '\uFEFF' && at == 0) || (dialect == Dialect.H2 && Character.isSpaceChar(c));
    }

    int endOfLine(int from) {
        int end = from;
        while (end < limit && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private int endOfWord(int from) {
        int end = from;
        while (end < limit && isWordPart(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfNumber(int from) {
        int end = from;
        while (end < limit && (isDigit(sql.charAt(end)) || isWordStart(sql.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
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

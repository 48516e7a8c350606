package io.dbguard.internal.sql;

/** Finds where what has a beginning and an end of its own ends: texts, names, comments. */
final class Quotes {
    private final SourceText source;
    private final String sql;
    private final int limit;

    Quotes(SourceText source, int limit) {
        this.source = source;
        this.sql = source.text();
        this.limit = limit;
    }

    /** A text goes on in the next line if nothing but white space with a line break is between, and keeps its kind. */
    int endOfText(int quote, boolean backslashes) throws UnreadableSqlException {
        int end = endOfOneText(quote, backslashes);
        while (backslashes) {
            int next = continuation(end);
            if (next < 0) {
                return end;
            }
            end = endOfOneText(next, true);
        }
        return end;
    }

    private int endOfOneText(int quote, boolean backslashes) throws UnreadableSqlException {
        for (int i = quote + 1; i < limit; i++) {
            char c = sql.charAt(i);
            if (c == '\\' && backslashes) {
                i++;
            } else if (c == '\'') {
                if (i + 1 == limit || sql.charAt(i + 1) != '\'') {
                    return i + 1;
                }
                i++;
            }
        }
        throw new UnreadableSqlException("A text", quote, source);
    }

    private int continuation(int from) {
        boolean lineBreak = false;
        for (int i = from; i < limit; i++) {
            char c = sql.charAt(i);
            if (c == '\'') {
                return lineBreak ? i : -1;
            }
            if (c == '\n' || c == '\r') {
                lineBreak = true;
            } else if (c != ' ' && c != '\t' && c != '\f') {
                return -1;
            }
        }
        return -1;
    }

    int endOfName(int quote) throws UnreadableSqlException {
        int close = sql.indexOf('"', quote + 1);
        while (close >= 0 && close + 1 < limit && sql.charAt(close + 1) == '"') {
            close = sql.indexOf('"', close + 2);
        }
        if (close < 0 || close >= limit) {
            throw new UnreadableSqlException("A name in quotes", quote, source);
        }
        return close + 1;
    }

    int endOfDollarText(int start, int contentStart) throws UnreadableSqlException {
        String tag = sql.substring(start, contentStart);
        int close = sql.indexOf(tag, contentStart);
        if (close < 0 || close + tag.length() > limit) {
            throw new UnreadableSqlException("A text in " + tag, start, source);
        }
        return close + tag.length();
    }

    int endOfComment(int start) throws UnreadableSqlException {
        int depth = 0;
        int i = start;
        do {
            if (i + 1 >= limit) {
                throw new UnreadableSqlException("A comment", start, source);
            }
            char c = sql.charAt(i);
            char next = sql.charAt(i + 1);
            if (c == '/' && next == '*') {
                depth++;
                i += 2;
            } else if (c == '*' && next == '/') {
                depth--;
                i += 2;
            } else {
                i++;
            }
        } while (depth > 0);
        return i;
    }
}

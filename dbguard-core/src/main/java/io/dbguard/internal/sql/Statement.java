package io.dbguard.internal.sql;

import java.util.List;

/**
 * One statement of a script, or a part of one.
 *
 * @param tokens what it is made of, without the closing semicolon; never empty
 * @param end where it ends in the script, after the semicolon if it has one
 */
public record Statement(List<Token> tokens, int end) {

    /** Copies the list, so that the statement can be shared. */
    public Statement {
        tokens = List.copyOf(tokens);
    }

    /** Returns where it starts in the script. */
    public int start() {
        return tokens.get(0).start();
    }

    /** Returns the line on which it starts, from 1. */
    public int line() {
        return tokens.get(0).line();
    }

    /** Returns the line on which it ends. */
    public int lastLine() {
        return source().line(end - 1);
    }

    /** Returns the script. */
    public SourceText source() {
        return tokens.get(0).source();
    }

    /** Returns the statement as it stands in the script. */
    public String text() {
        return source().text().substring(start(), end);
    }

    /**
     * Returns whether the statement has these keywords from some place on.
     *
     * @param from the place of the first
     * @param keywords in upper case
     */
    public boolean has(int from, String... keywords) {
        if (from < 0 || from + keywords.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < keywords.length; i++) {
            if (!tokens.get(from + i).is(keywords[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether the statement has these keywords, one after the other, anywhere.
     *
     * @param keywords in upper case
     */
    public boolean contains(String... keywords) {
        for (int i = 0; i < tokens.size(); i++) {
            if (has(i, keywords)) {
                return true;
            }
        }
        return false;
    }
}

package io.dbguard.internal.sql;

import java.util.Locale;

/**
 * A piece of SQL that means something; white space and comments mean nothing.
 *
 * @param kind what it is
 * @param text as it stands in the script, quotes included
 * @param start where it starts in the script
 * @param line on which line it starts, from 1
 */
public record Token(Kind kind, String text, int start, int line) {

    /** What a token can be. */
    public enum Kind {
        /** A keyword or an unquoted name. */
        WORD,
        /** A name in double quotes. */
        QUOTED_NAME,
        /** A text, number or parameter. */
        VALUE,
        /** Everything else, one character each. */
        SYMBOL
    }

    /**
     * Returns whether this is the keyword, in whatever case.
     *
     * @param keyword in upper case
     */
    public boolean is(String keyword) {
        return kind == Kind.WORD && text.toUpperCase(Locale.ROOT).equals(keyword);
    }

    /**
     * Returns whether this is the symbol.
     *
     * @param symbol one character
     */
    public boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** Returns where the token ends in the script. */
    public int end() {
        return start + text.length();
    }
}

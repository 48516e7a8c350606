package io.dbguard.internal.sql;

import java.util.Locale;

/**
 * A piece of SQL that means something; white space and comments mean nothing.
 *
 * @param kind what it is
 * @param source the script it stands in
 * @param start where it starts in the script
 * @param end where it ends
 */
public record Token(Kind kind, SourceText source, int start, int end) {

    /** What a token can be. */
    public enum Kind {
        /** A keyword or an unquoted name. */
        WORD,
        /** A name in double quotes. */
        QUOTED_NAME,
        /** A text in quotes of any kind. */
        TEXT,
        /** A number or a parameter. */
        NUMBER,
        /** A command to psql, up to the end of its line. */
        META,
        /** Everything else, one character each. */
        SYMBOL
    }

    /**
     * Returns whether this is the keyword, in whatever case.
     *
     * @param keyword in upper case
     */
    public boolean is(String keyword) {
        return kind == Kind.WORD
                && end - start == keyword.length()
                && source.text().regionMatches(true, start, keyword, 0, keyword.length());
    }

    /**
     * Returns whether this is the symbol.
     *
     * @param symbol one character
     */
    public boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && source.text().charAt(start) == symbol;
    }

    /** Returns whether this can be a name. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** Returns the token as it stands in the script, quotes included. */
    public String text() {
        return source.text().substring(start, end);
    }

    /** Returns a keyword in upper case, anything else as it stands in the script. */
    public String normal() {
        return kind == Kind.WORD ? text().toUpperCase(Locale.ROOT) : text();
    }

    /** Returns the name: without quotes, and in lower case if it had none. */
    public String name() {
        return kind == Kind.WORD ? text().toLowerCase(Locale.ROOT) : QuotedName.content(text());
    }

    /** Returns the line on which it starts, from 1. */
    public int line() {
        return source.line(start);
    }
}

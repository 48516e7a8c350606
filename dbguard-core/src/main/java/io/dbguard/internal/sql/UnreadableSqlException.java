package io.dbguard.internal.sql;

/** Says that a script cannot be cut into statements, because something in it never ends. */
public final class UnreadableSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final int line;
    private final int column;

    UnreadableSqlException(String what, int at, SourceText source) {
        super(what);
        this.what = what;
        this.line = source.line(at);
        this.column = source.column(at);
    }

    /** Returns what never ends. */
    public String describe() {
        return what + " that starts on line " + line + " never ends";
    }

    /** Returns the line on which it starts. */
    public int line() {
        return line;
    }

    /** Returns the column in which it starts. */
    public int column() {
        return column;
    }
}

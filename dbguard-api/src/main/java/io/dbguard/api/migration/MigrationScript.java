package io.dbguard.api.migration;

/**
 * A migration that is about to run.
 *
 * @param name the file's name
 * @param sql its text
 * @param frame whether whoever runs it puts a transaction around it
 */
public record MigrationScript(String name, String sql, Frame frame) {

    /** What is around the statements of a script when they run. */
    public enum Frame {
        /** Nobody said; most runners use one transaction for each script, unless a statement forbids that. */
        UNKNOWN,
        /** One transaction around the whole script. */
        TRANSACTION,
        /** Nothing: each statement commits by itself, unless the script says {@code BEGIN}. */
        NONE
    }

    /**
     * Takes a script of which nobody said how it runs.
     *
     * @param name the file's name
     * @param sql its text
     */
    public MigrationScript(String name, String sql) {
        this(name, sql, Frame.UNKNOWN);
    }
}

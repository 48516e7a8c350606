package io.dbguard.api.migration;

/**
 * A migration that is about to run.
 *
 * @param name the file's name
 * @param sql its text; for what is no SQL, whatever changes when it does
 * @param frame whether whoever runs it puts a transaction around it
 * @param readable whether the text is SQL; what is not, such as a migration in Java, is never called safe
 */
public record MigrationScript(String name, String sql, Frame frame, boolean readable) {

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

    /**
     * Takes a script.
     *
     * @param name the file's name
     * @param sql its text
     * @param frame whether whoever runs it puts a transaction around it
     */
    public MigrationScript(String name, String sql, Frame frame) {
        this(name, sql, frame, true);
    }

    /**
     * Takes a migration that is no SQL.
     *
     * @param name what its runner calls it
     * @param identity changes when the migration does, such as the name of its class and a checksum
     */
    public static MigrationScript notSql(String name, String identity) {
        return new MigrationScript(name, identity, Frame.UNKNOWN, false);
    }
}

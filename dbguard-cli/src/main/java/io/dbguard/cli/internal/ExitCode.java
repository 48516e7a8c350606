package io.dbguard.cli.internal;

/** What the process says at its end. Scripts rely on these; whatever is not 0 means that not all is well. */
public final class ExitCode {
    /** What was asked for is done. */
    public static final int DONE = 0;

    /** A check found something: damage, differences, no backup. */
    public static final int FOUND = 1;

    /** The question was wrong: options, an unknown backup or table, a missing confirmation. Nothing was done. */
    public static final int USAGE = 2;

    /** It could not be done. */
    public static final int FAILED = 3;

    private ExitCode() {}
}

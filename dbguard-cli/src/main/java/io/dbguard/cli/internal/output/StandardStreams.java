package io.dbguard.cli.internal.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Stdout and stderr of this process, in the encoding that the terminal has. */
public final class StandardStreams {
    private StandardStreams() {}

    /** Returns a writer for results; it is flushed at the end. */
    public static PrintWriter out() {
        return writer(FileDescriptor.out, "stdout.encoding", false);
    }

    /** Returns a writer for all else; every line shows at once. */
    public static PrintWriter err() {
        return writer(FileDescriptor.err, "stderr.encoding", true);
    }

    /** Not {@code System.out}, which keeps it to itself when something cannot be written. */
    private static PrintWriter writer(FileDescriptor stream, String property, boolean flush) {
        String encoding = System.getProperty(property, System.getProperty("native.encoding", "UTF-8"));
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), Charset.forName(encoding)), flush);
    }
}

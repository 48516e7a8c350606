package io.dbguard.cli;

import io.dbguard.cli.internal.output.Terminal;
import io.dbguard.cli.testing.NoTerminal;
import io.dbguard.cli.testing.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line without a process of its own: all but the streams, the terminal and the environment. */
final class InProcess {
    private InProcess() {}

    static Outcome run(String... args) {
        return run(new NoTerminal(), args);
    }

    static Outcome run(Terminal terminal, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Dbguard.run(new PrintWriter(out), new PrintWriter(err), terminal, args);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** Takes a backup and returns its id. */
    static String backup(String... args) {
        return run(args).done().lastLine();
    }
}

package io.dbguard.cli;

import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.Failures;
import io.dbguard.cli.internal.RootCommand;
import io.dbguard.cli.internal.output.StandardStreams;
import io.dbguard.cli.internal.output.SystemTerminal;
import io.dbguard.cli.internal.output.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Starts the command line. */
public final class Dbguard {
    private Dbguard() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args what was typed after the program's name
     */
    public static void main(String[] args) {
        System.exit(run(StandardStreams.out(), StandardStreams.err(), new SystemTerminal(), args));
    }

    /** Runs one command and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, Terminal terminal, String... args) {
        int code = commandLine(terminal, args).setOut(out).setErr(err).execute(args);
        if (out.checkError()) {
            err.println("dbguard: The result could not be written to standard output; what was done stays done; "
                    + "check where the output goes, and run 'dbguard list' or 'dbguard status'.");
            return Math.max(code, ExitCode.FAILED);
        }
        return code;
    }

    /** Returns the commands that a line may mean; all of them for an empty one. */
    static CommandLine commandLine(Terminal terminal, String... args) {
        var failures = new Failures();
        var line = new CommandLine(new RootCommand());
        Commands.addTo(line, terminal, args);
        return line.setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }
}

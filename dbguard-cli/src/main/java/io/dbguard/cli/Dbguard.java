package io.dbguard.cli;

import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.Failures;
import io.dbguard.cli.internal.RootCommand;
import io.dbguard.cli.internal.command.BackupCommand;
import io.dbguard.cli.internal.command.CopyCommand;
import io.dbguard.cli.internal.command.ExportCommand;
import io.dbguard.cli.internal.command.LintCommand;
import io.dbguard.cli.internal.command.ListCommand;
import io.dbguard.cli.internal.command.PinCommand;
import io.dbguard.cli.internal.command.PruneCommand;
import io.dbguard.cli.internal.command.RekeyCommand;
import io.dbguard.cli.internal.command.RepairCommand;
import io.dbguard.cli.internal.command.RestoreCommand;
import io.dbguard.cli.internal.command.ShowCommand;
import io.dbguard.cli.internal.command.StatusCommand;
import io.dbguard.cli.internal.command.UnpinCommand;
import io.dbguard.cli.internal.command.VerifyCommand;
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
        int code = commandLine(terminal).setOut(out).setErr(err).execute(args);
        if (out.checkError()) {
            err.println("dbguard: The result could not be written to standard output; what was done stays done; "
                    + "check where the output goes, and run 'dbguard list' or 'dbguard status'.");
            return Math.max(code, ExitCode.FAILED);
        }
        return code;
    }

    /** Returns all commands. */
    static CommandLine commandLine(Terminal terminal) {
        var failures = new Failures();
        return new CommandLine(new RootCommand())
                .addSubcommand(new BackupCommand(terminal))
                .addSubcommand(new ListCommand(terminal))
                .addSubcommand(new LintCommand(terminal))
                .addSubcommand(new ShowCommand(terminal))
                .addSubcommand(new VerifyCommand(terminal))
                .addSubcommand(new RestoreCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new CopyCommand(terminal))
                .addSubcommand(new RepairCommand(terminal))
                .addSubcommand(new PruneCommand(terminal))
                .addSubcommand(new PinCommand(terminal))
                .addSubcommand(new UnpinCommand(terminal))
                .addSubcommand(new RekeyCommand(terminal))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }
}

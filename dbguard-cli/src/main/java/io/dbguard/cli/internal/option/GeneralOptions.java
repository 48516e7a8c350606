package io.dbguard.cli.internal.option;

import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.output.ProgressBar;
import io.dbguard.cli.internal.output.ProgressDisplay;
import io.dbguard.cli.internal.output.ProgressLines;
import io.dbguard.cli.internal.output.Terminal;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of all commands, and where output goes: results to stdout, all else to stderr. */
public final class GeneralOptions {
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private final Terminal terminal;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show no progress and no notes.")
    private boolean quiet;

    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it.
    private boolean help;

    /**
     * Creates the options.
     *
     * @param terminal the person in front of the program
     */
    public GeneralOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    @Option(
            names = {"-v", "--verbose"},
            description = "Show what is going on, and a stack trace after a failure.")
    void setVerbose(boolean on) {
        verbose = on;
        if (on) {
            System.setProperty(LOG_LEVEL, "debug");
        }
    }

    /** Returns where results go. */
    public PrintWriter out() {
        return commandLine().getOut();
    }

    /** Returns the person in front of the program. */
    public Terminal terminal() {
        return terminal;
    }

    /**
     * Tells the person something that is not the result.
     *
     * @param note a sentence
     */
    public void note(String note) {
        if (!quiet) {
            commandLine().getErr().println("dbguard: " + Printable.line(note));
        }
    }

    /**
     * Tells the person something that must not be missed, also with {@code --quiet}.
     *
     * @param warning a sentence
     */
    public void warn(String warning) {
        commandLine().getErr().println("dbguard: warning: " + Printable.line(warning));
    }

    /** Starts a display of progress; the caller closes it. */
    public ProgressDisplay progress() {
        if (quiet) {
            return ProgressDisplay.NONE;
        }
        // A line that is drawn over and over does not go together with log lines.
        return terminal.canRedraw() && !verbose
                ? new ProgressBar(commandLine().getErr(), System::nanoTime)
                : new ProgressLines(commandLine().getErr(), System::nanoTime);
    }

    /**
     * Says that the command was called the wrong way.
     *
     * @param problem what is wrong, without a full stop
     */
    public ParameterException wrongUsage(String problem) {
        return new ParameterException(commandLine(), problem);
    }

    private CommandLine commandLine() {
        if (command == null) {
            throw new IllegalStateException("The command was not called by picocli");
        }
        return command.commandLine();
    }
}

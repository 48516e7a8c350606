package io.dbguard.cli.internal;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.RequestException;
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.provider.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one sentence on stderr and an exit code. */
public final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** Creates the handler. */
    public Failures() {}

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        print(
                command.getErr(),
                sentence(e) + "; nothing was done; see '"
                        + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, @Nullable ParseResult parsed) {
        // picocli wraps an Error, such as too little memory, but no Exception.
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        print(command.getErr(), sentence(cause));
        if (isVerbose(command)) {
            var trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace));
            command.getErr().print(Secrets.mask(trace.toString()));
            command.getErr().flush();
        }
        return cause instanceof RequestException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static String sentence(Throwable cause) {
        if (cause instanceof DbGuardException e) {
            return e.getMessage() == null ? e.failed() : e.getMessage();
        }
        if (cause instanceof OutOfMemoryError) {
            return "The memory is not enough; nothing was finished; give Java more, as in 'java -Xmx2g -jar dbguard.jar'.";
        }
        // A message that dbguard did not write may quote data.
        return "Something unexpected went wrong (" + cause.getClass().getSimpleName()
                + "); what was not reported as done was not done; run it again with --verbose and report this.";
    }

    private static String sentence(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        String message = e.getMessage() == null ? "The command cannot be understood" : e.getMessage();
        return message.lines().findFirst().orElse("").replaceAll("[.;]+$", "");
    }

    /** Does not repeat values: what was not understood may be a part of a password. */
    private static String unmatched(UnmatchedArgumentException e) {
        String options = e.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.replaceAll("=.*", ""))
                .collect(Collectors.joining(", "));
        return options.isEmpty() ? "There is a word too many" : "Unknown option " + options;
    }

    private static void print(PrintWriter err, String sentence) {
        err.println("dbguard: " + Printable.line(Secrets.mask(sentence)));
        err.flush();
    }

    private static boolean isVerbose(CommandLine command) {
        OptionSpec verbose = command.getCommandSpec().findOption("--verbose");
        return verbose != null && Boolean.TRUE.equals(verbose.getValue());
    }
}

package io.dbguard.cli.internal.option;

import io.dbguard.GuardBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many connections a backup may read from at once, and how fast. */
public final class ReadingOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private int most;
    private long bytesPerSecond;

    /** Creates the options. */
    public ReadingOptions() {}

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Read on up to N connections at once. Default: 1, and a second where there is much to read.")
    void setConnections(int connections) {
        if (connections < 1 && command != null) {
            throw new ParameterException(command.commandLine(), "The number after --parallel must be 1 or more");
        }
        most = connections;
    }

    @Option(
            names = "--rate",
            paramLabel = "MB",
            description = "Read at most so many megabytes of rows in a second. Default: as fast as it goes.")
    void setRate(int megabytes) {
        if (megabytes < 1 && command != null) {
            throw new ParameterException(command.commandLine(), "The number after --rate must be 1 or more");
        }
        bytesPerSecond = megabytes * 1_000_000L;
    }

    /** Returns how many connections the user wants, 1 if he said nothing. */
    public int connections() {
        return Math.max(1, most);
    }

    /** Tells a guard, if the user said anything. */
    public GuardBuilder applyTo(GuardBuilder guard) {
        GuardBuilder built = most == 0 ? guard : guard.connections(most);
        return bytesPerSecond == 0 ? built : built.readAtMost(bytesPerSecond);
    }
}

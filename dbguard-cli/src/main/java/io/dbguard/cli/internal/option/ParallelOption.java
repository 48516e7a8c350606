package io.dbguard.cli.internal.option;

import io.dbguard.GuardBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many connections a backup may read from at once. */
public final class ParallelOption {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private int most;

    /** Creates the option. */
    public ParallelOption() {}

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

    /** Tells a guard, if the user said anything. */
    public GuardBuilder applyTo(GuardBuilder guard) {
        return most == 0 ? guard : guard.connections(most);
    }
}

package io.dbguard.cli.internal.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many connections may be used. So that scripts can say it already; nothing follows from it for now. */
public final class ParallelOption {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Creates the option. */
    public ParallelOption() {}

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "1",
            description = "Reserved: any N from 1 up is accepted, but one connection is used for now.")
    void setConnections(int connections) {
        if (connections < 1 && command != null) {
            throw new ParameterException(command.commandLine(), "The number after --parallel must be 1 or more");
        }
    }
}

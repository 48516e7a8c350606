package io.dbguard.cli.internal.command;

import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard rekey}. */
@Command(
        name = "rekey",
        description = "Changes who can read an encrypted repository, and prints all recipients. Needs an identity.")
public final class RekeyCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Option(
            names = "--add-recipient",
            paramLabel = "AGE1",
            description = "This public key can read from now on; may be repeated.")
    private List<String> added = new ArrayList<>();

    @Option(
            names = "--remove-recipient",
            paramLabel = "AGE1",
            description = "This public key cannot any more; may be repeated.")
    private List<String> removed = new ArrayList<>();

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public RekeyCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
    }

    @Override
    public Integer call() {
        if (added.isEmpty() && removed.isEmpty()) {
            throw general.wrongUsage("Nothing is to be changed: give --add-recipient or --remove-recipient");
        }
        repository.open().changeRecipients(added, removed).forEach(general.out()::println);
        return ExitCode.DONE;
    }
}

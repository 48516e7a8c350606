package io.dbguard.cli.internal.command;

import io.dbguard.BackupRepository;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dbguard pin}. */
@Command(name = "pin", description = "Lets a backup stay, whatever the rules of 'prune' say.")
public final class PinCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Parameters(paramLabel = "ID", description = "The backup: its id, the beginning of it, or 'latest'.")
    private String id = "";

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public PinCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
    }

    @Override
    public Integer call() {
        BackupRepository backups = repository.open();
        BackupId backup = backups.find(id);
        backups.pin(backup);
        general.out().println("Backup " + backup + " stays until it is unpinned.");
        return ExitCode.DONE;
    }
}

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

/** {@code dbguard unpin}. */
@Command(name = "unpin", description = "Lets the rules of 'prune' decide on a backup again.")
public final class UnpinCommand implements Callable<Integer> {
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
    public UnpinCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
    }

    @Override
    public Integer call() {
        BackupRepository backups = repository.open();
        BackupId backup = backups.find(id);
        backups.unpin(backup);
        general.out().println("Backup " + backup + " is no longer pinned.");
        return ExitCode.DONE;
    }
}

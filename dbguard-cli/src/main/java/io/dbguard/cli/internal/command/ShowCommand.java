package io.dbguard.cli.internal.command;

import io.dbguard.BackupRepository;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dbguard show}. */
@Command(name = "show", description = "Shows what a backup holds.")
public final class ShowCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Parameters(paramLabel = "ID", description = "The backup: its id, the beginning of it, or 'latest'.")
    private String id = "";

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public ShowCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
    }

    @Override
    public Integer call() {
        BackupRepository backups = repository.open();
        Manifest manifest = backups.manifest(backups.find(id));
        if (json) {
            Json.print(ManifestDocument.of(manifest), general.out());
        } else {
            new ManifestPage(manifest).print(general.out());
        }
        return ExitCode.DONE;
    }
}

package io.dbguard.cli.internal.command;

import io.dbguard.BackupRepository;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dbguard export}. */
@Command(name = "export", description = "Writes a backup as plain files, which need no dbguard.")
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Parameters(paramLabel = "ID", description = "The backup: its id, the beginning of it, or 'latest'.")
    private String id = "";

    @Option(
            names = "--format",
            paramLabel = "sql|csv",
            required = true,
            description = "sql: one script for psql or RUNSCRIPT; csv: a file for each table.")
    private Format format = Format.SQL;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            required = true,
            description = "The script, or the folder for the CSV files; nothing is overwritten.")
    private Path target = Path.of("");

    /** What can be written. */
    enum Format {
        /** One script. */
        SQL,
        /** A file for each table. */
        CSV
    }

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public ExportCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
    }

    @Override
    public Integer call() {
        BackupRepository backups = repository.open();
        BackupId backup = backups.find(id);
        switch (format) {
            case SQL -> backups.exportSql(backup, target);
            case CSV -> backups.exportCsv(backup, target);
        }
        general.out().println("Wrote backup " + backup + " to " + target + ".");
        return ExitCode.DONE;
    }
}

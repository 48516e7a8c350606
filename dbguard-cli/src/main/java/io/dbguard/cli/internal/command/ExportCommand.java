package io.dbguard.cli.internal.command;

import io.dbguard.BackupRepository;
import io.dbguard.ExportRequest;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.Part;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.ContentOptions;
import io.dbguard.cli.internal.option.CopySourceOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Terminal;
import java.nio.file.Path;
import java.util.List;
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

    @Mixin
    private final CopySourceOptions copies;

    @Mixin
    private final ContentOptions content;

    @Parameters(paramLabel = "ID", description = "The backup: its id, the beginning of it, or 'latest'.")
    private String id = "";

    @Option(
            names = "--format",
            paramLabel = "sql|csv|json",
            required = true,
            description = "sql: one script for psql or RUNSCRIPT; csv, json: a file for each table.")
    private Format format = Format.SQL;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            required = true,
            description = "The script, or the folder for the files; nothing is overwritten.")
    private Path target = Path.of("");

    /** What can be written. */
    enum Format {
        /** One script. */
        SQL,
        /** A file for each table. */
        CSV,
        /** A file for each table, with a JSON object on each line. */
        JSON
    }

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public ExportCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        copies = new CopySourceOptions(general);
        content = new ContentOptions(general);
    }

    @Override
    public Integer call() {
        BackupRepository backups = repository.open().withCopies(copies.storages());
        BackupId backup = backups.find(id);
        content.checkKnownTo(backups.manifest(backup).header().database().provider());
        ExportRequest export = export(backups, backup);
        switch (format) {
            case SQL -> export.sql(target);
            case CSV -> export.csv(target);
            case JSON -> export.json(target);
        }
        general.out().println("Wrote backup " + backup + " to " + target + ".");
        return ExitCode.DONE;
    }

    private ExportRequest export(BackupRepository backups, BackupId backup) {
        List<Part> parts = List.of(content.parts());
        if (format != Format.SQL && !parts.contains(Part.DATA)) {
            throw general.wrongUsage(format + " files hold nothing but rows, and none were asked for");
        }
        ExportRequest export = backups.export(backup).without(content.without()).only(content.parts());
        for (String schema : content.schemas()) {
            export = export.schema(schema);
        }
        return export;
    }
}

package io.dbguard.cli.internal.command;

import io.dbguard.BackupRequest;
import io.dbguard.Guard;
import io.dbguard.api.report.BackupReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.option.CopyTargetOptions;
import io.dbguard.cli.internal.option.DatabaseOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.ReadingOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.output.Terminal;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard backup}. */
@Command(name = "backup", description = "Takes a backup and prints its id as the last line.")
public final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final CopyTargetOptions copies;

    @Mixin
    private final DatabaseOptions database;

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Option(names = "--label", paramLabel = "TEXT", description = "Becomes a part of the backup's id.")
    private String label = "";

    @Option(names = "--schema", paramLabel = "NAME", description = "Only this schema; may be repeated.")
    private List<String> schemas = new ArrayList<>();

    @Option(names = "--table", paramLabel = "NAME", description = "Only this table; may be repeated.")
    private List<String> tables = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "NAME", description = "Not this table; may be repeated.")
    private List<String> excluded = new ArrayList<>();

    @Option(
            names = "--if-changed",
            description = "Take none if the newest backup still holds everything, as far as the database can tell.")
    private boolean onlyIfChanged;

    @Option(
            names = "--leave-out-unsupported",
            description = "Go on without objects that dbguard cannot back up, and name them.")
    private boolean leaveOutUnsupported;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public BackupCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        copies = new CopyTargetOptions(general);
        database = new DatabaseOptions(general);
    }

    @Override
    public Integer call() {
        var place = repository.storage();
        var targets = copies.storages();
        Database source = database.database(Access.READ);
        BackupReport report;
        try (var progress = general.progress();
                Guard guard = reading.applyTo(Guard.protect(source.dataSource()))
                        .storeIn(place)
                        .copyTo(targets)
                        .keys(repository.keys())
                        .onProgress(progress)
                        .build()) {
            report = request(guard).run();
        }
        print(report, source);
        return ExitCode.DONE;
    }

    private BackupRequest request(Guard guard) {
        BackupRequest request = guard.backup()
                .label(label)
                .schemas(schemas.toArray(String[]::new))
                .tables(tables.toArray(String[]::new))
                .exclude(excluded.toArray(String[]::new));
        request = onlyIfChanged ? request.onlyIfChanged() : request;
        return leaveOutUnsupported ? request.leaveOutUnsupported() : request;
    }

    private void print(BackupReport report, Database source) {
        PrintWriter out = general.out();
        if (report.unchanged()) {
            out.println("Nothing has changed in " + source.url() + "; the newest backup still holds everything.");
            out.println(report.header().id());
            return;
        }
        out.println("Backed up " + Amounts.count(report.tables(), "table") + " with "
                + Amounts.count(report.rows(), "row") + " (" + Amounts.size(report.rawBytes()) + ") of " + source.url()
                + " in " + Amounts.duration(report.header().took()) + "; wrote "
                + Amounts.size(report.writtenBytes()) + ".");
        if (!report.header().warnings().isEmpty()) {
            out.println(Amounts.count(report.header().warnings().size(), "warning")
                    + "; 'dbguard show' repeats what was left out.");
        }
        report.header().alarms().forEach(alarm -> out.println("ALARM " + Printable.line(alarm)));
        report.copies().forEach(copy -> CopyLines.print(copy, out));
        out.println(report.header().id());
    }
}

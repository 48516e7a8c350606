package io.dbguard.cli.internal.command;

import io.dbguard.Guard;
import io.dbguard.RestoreRequest;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.option.ContentOptions;
import io.dbguard.cli.internal.option.CopySourceOptions;
import io.dbguard.cli.internal.option.DatabaseOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.NameOptions;
import io.dbguard.cli.internal.option.ReadingOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.option.RowOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import io.dbguard.cli.internal.swap.Swap;
import io.dbguard.cli.internal.swap.Swapped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dbguard restore}. */
@Command(
        name = "restore",
        description = "Brings a backup back. What is there now is backed up first, and every table is read back before"
                + " the result is made to last.")
public final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final CopySourceOptions copies;

    @Mixin
    private final DatabaseOptions database;

    @Mixin
    private final ContentOptions content;

    @Mixin
    private final NameOptions names;

    @Mixin
    private final RowOptions rows;

    @Mixin
    private final ReadingOptions reading = new ReadingOptions();

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "The backup: its id, the beginning of it, or 'latest', which is the default.")
    private String id = "latest";

    @Option(names = "--table", paramLabel = "NAME", description = "Only this table; may be repeated.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Only the tables to which the application gave this name together; may be repeated.")
    private List<String> groups = new ArrayList<>();

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask before data is replaced.")
    private boolean yes;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Option(
            names = "--from-other-database",
            description = "Also replace what another database holds than the one the backup came from.")
    private boolean fromOtherDatabase;

    @Option(
            names = "--swap",
            description =
                    "Restore into a new database, which then takes the name of the one that is there; that one is kept"
                            + " under another name. PostgreSQL only, and nobody else may be connected.")
    private boolean swap;

    @Option(names = "--no-safety-backup", description = "Do not back up first what is there now.")
    private boolean noSafetyBackup;

    private final RestoreBySwap bySwap;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public RestoreCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        copies = new CopySourceOptions(general);
        database = new DatabaseOptions(general);
        content = new ContentOptions(general);
        names = new NameOptions(general);
        rows = new RowOptions(general);
        bySwap = new RestoreBySwap(general);
    }

    @Override
    public Integer call() {
        rows.check();
        if (swap) {
            bySwap.checkGoesWith(content, names, rows);
            bySwap.refuseIf(!tables.isEmpty(), "--table");
            bySwap.refuseIf(!groups.isEmpty(), "--group");
            bySwap.refuseIf(dryRun, "--dry-run");
        }
        BackupId backup = repository.open().withCopies(copies.storages()).find(id);
        Manifest manifest = repository.open().withCopies(copies.storages()).manifest(backup);
        String provider = manifest.header().database().provider();
        content.checkKnownTo(provider);
        names.checkKnownTo(provider);
        Database target = database.database(access(provider));
        if (swap) {
            bySwap.print(swapped(target, manifest), target, json);
        } else if (dryRun) {
            RestorePreview preview = ask(target, backup, RestoreRequest::dryRun);
            if (json) {
                Json.print(RestoreDocument.of(preview), general.out());
            } else {
                RestorePage.print(preview, target.url(), general.out());
            }
        } else {
            RestoreReport report = ask(target, backup, request -> {
                if (!yes && request.replacesAnything()) {
                    confirm("would replace what " + target.url() + " holds", backup, target);
                }
                return request.run();
            });
            if (json) {
                Json.print(RestoreDocument.of(report, null), general.out());
            } else {
                RestorePage.print(report, target.url(), general.out());
            }
        }
        return ExitCode.DONE;
    }

    private Swapped swapped(Database live, Manifest manifest) {
        bySwap.checkFits(manifest, live);
        BackupId backup = manifest.header().id();
        Swap ready = Swap.of(live, general::warn);
        ask(live, backup, request -> {
            request.checkSameDatabase();
            return backup;
        });
        bySwap.warnOfLeftOut(manifest);
        confirm("would put another database in the place of " + live.url(), backup, live);
        return ready.run((scratch, lastStep) -> ask(scratch, backup, request -> request.run(lastStep)));
    }

    private <T> T ask(Database target, BackupId backup, Function<RestoreRequest, T> question) {
        try (var progress = general.progress();
                Guard guard = reading.applyTo(repository.guard(target.dataSource()))
                        .copyTo(copies.storages())
                        .onProgress(progress)
                        .build()) {
            return question.apply(request(guard, backup));
        }
    }

    /** H2 may create a database that is not there, but not for a backup that cannot go into it. */
    private Access access(String provider) {
        if (dryRun) {
            return Access.READ;
        }
        return provider.equals("h2") ? Access.CREATE : Access.CHANGE;
    }

    private RestoreRequest request(Guard guard, BackupId backup) {
        RestoreRequest request =
                guard.restore().backup(backup).without(content.without()).only(content.parts());
        for (String schema : content.schemas()) {
            request = request.schema(schema);
        }
        for (String table : tables) {
            request = request.table(table);
        }
        for (String group : groups) {
            request = request.group(group);
        }
        request = rows.addTo(names.addTo(request)).connections(reading.connections());
        if (fromOtherDatabase) {
            request = request.fromAnotherDatabase();
        }
        return noSafetyBackup ? request.withoutSafetyBackup() : request;
    }

    private void confirm(String would, BackupId backup, Database target) {
        if (!yes) {
            Confirmation.ask("The restore of backup " + backup + " " + would, target, general.terminal());
        }
    }
}

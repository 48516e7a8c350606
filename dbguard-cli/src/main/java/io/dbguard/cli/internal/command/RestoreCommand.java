package io.dbguard.cli.internal.command;

import io.dbguard.Guard;
import io.dbguard.RestoreRequest;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
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
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.output.Terminal;
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

    @Option(names = "--no-safety-backup", description = "Do not back up first what is there now.")
    private boolean noSafetyBackup;

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
    }

    @Override
    public Integer call() {
        rows.check();
        BackupId backup = repository.open().withCopies(copies.storages()).find(id);
        String provider = provider(backup);
        content.checkKnownTo(provider);
        names.checkKnownTo(provider);
        Database target = database.database(access(provider));
        if (dryRun) {
            RestorePreview preview = ask(target, backup, RestoreRequest::dryRun);
            if (json) {
                Json.print(RestoreDocument.of(preview), general.out());
            } else {
                RestorePage.print(preview, target.url(), general.out());
            }
        } else {
            RestoreReport report = ask(target, backup, request -> {
                confirm(request, backup, target);
                return request.run();
            });
            if (json) {
                Json.print(RestoreDocument.of(report), general.out());
            } else {
                RestorePage.print(report, target.url(), general.out());
            }
        }
        return ExitCode.DONE;
    }

    private <T> T ask(Database target, BackupId backup, Function<RestoreRequest, T> question) {
        try (var progress = general.progress();
                Guard guard = reading.applyTo(Guard.protect(target.dataSource()))
                        .storeIn(repository.storage())
                        .copyTo(copies.storages())
                        .keys(repository.keys())
                        .onProgress(progress)
                        .build()) {
            return question.apply(request(guard, backup));
        }
    }

    private String provider(BackupId backup) {
        return repository
                .open()
                .withCopies(copies.storages())
                .manifest(backup)
                .header()
                .database()
                .provider();
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

    private void confirm(RestoreRequest request, BackupId backup, Database target) {
        if (yes || !request.replacesAnything()) {
            return;
        }
        String failed = "The restore of backup " + backup + " would replace what " + target.url() + " holds";
        Terminal terminal = general.terminal();
        if (!terminal.canAsk()) {
            throw new RequestException(
                    failed, "nothing was changed", "look at it with --dry-run, and confirm it with --yes");
        }
        String name = Printable.line(target.name());
        String answer = terminal.ask(failed + ".\nType the name of the database, " + name + ", to go on:");
        if (!answer.equalsIgnoreCase(name)) {
            throw new RequestException(
                    failed + ", and this was not confirmed",
                    "nothing was changed",
                    "look at it with --dry-run, and type the name to confirm it");
        }
    }
}

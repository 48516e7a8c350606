package io.dbguard.cli.internal.command;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.RehearsalRequest;
import io.dbguard.api.migration.RehearsalReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.connect.ServerScratch;
import io.dbguard.cli.internal.option.DatabaseOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dbguard rehearse}. */
@Command(
        name = "rehearse",
        description =
                "Restores a backup into a scratch database, runs the pending migrations there, and says what they did."
                        + " Exit code 1 if one failed or lost rows, or something was not foreseen.")
public final class RehearseCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final DatabaseOptions database;

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "The backup: its id, the beginning of it, or 'latest', which is the default.")
    private @Nullable String id;

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            required = true,
            description = "The folder with the migrations; may be repeated.")
    private List<String> migrations = new ArrayList<>();

    @Option(
            names = "--scratch-url",
            paramLabel = "JDBC",
            description = "An empty database for the copy. Default: one that is created on the same server and dropped"
                    + " afterwards, or for H2 one in memory.")
    private @Nullable String scratchUrl;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public RehearseCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        database = new DatabaseOptions(general);
    }

    @Override
    public Integer call() {
        Database own = database.database(Access.READ);
        RehearsalReport report;
        try (Guard guard = Guard.protect(own.dataSource())
                .storeIn(repository.storage())
                .keys(repository.keys())
                .build()) {
            RehearsalRequest request = guard.rehearse(Migrations.in(migrations.toArray(String[]::new)))
                    .backup(id == null ? "latest" : id);
            report = rehearse(request, own);
        }
        if (json) {
            Json.print(RehearsalPage.json(report), general.out());
        } else {
            RehearsalPage.print(report, general.out());
        }
        return report.surprises().isEmpty() && report.lostNothing() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private RehearsalReport rehearse(RehearsalRequest request, Database own) {
        if (scratchUrl != null) {
            return request.on(database.database(scratchUrl, Access.CREATE).dataSource())
                    .run();
        }
        if (!own.url().isPostgres()) {
            return request.run();
        }
        try (ServerScratch scratch =
                ServerScratch.create(own, url -> database.database(url.text(), Access.CHANGE), general::note)) {
            return request.on(scratch.database().dataSource()).run();
        }
    }
}

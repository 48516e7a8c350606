package io.dbguard.cli.internal.command;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.RehearsalRequest;
import io.dbguard.api.migration.RehearsalReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.option.DatabaseOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.option.ScratchOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import io.dbguard.spi.database.ScratchDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
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

    @Mixin
    private final ScratchOptions scratch;

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
        scratch = new ScratchOptions(general, database);
    }

    @Override
    public Integer call() {
        Database own = database.database(Access.READ);
        RehearsalReport report;
        try (Guard guard = repository.guard(own.dataSource()).build()) {
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
        Optional<DataSource> named = scratch.named();
        if (named.isPresent()) {
            return request.on(named.get()).run();
        }
        Optional<ScratchDatabase> created = scratch.created(own);
        if (created.isEmpty()) {
            return request.run();
        }
        try (ScratchDatabase copy = created.get()) {
            return request.on(copy.dataSource()).run();
        }
    }
}

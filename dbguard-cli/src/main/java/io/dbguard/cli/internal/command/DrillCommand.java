package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.DrillRequest;
import io.dbguard.Guard;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.DrillReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.option.AgeConverter;
import io.dbguard.cli.internal.option.CopySourceOptions;
import io.dbguard.cli.internal.option.DatabaseOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.option.ScratchOptions;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dbguard drill}. */
@Command(
        name = "drill",
        description =
                "Restores a backup into a scratch database, to prove that it can be, and removes it again. Exit code 1 if"
                        + " it could not be restored, took too long, or an invariant does not hold.")
public final class DrillCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final CopySourceOptions copies;

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
            names = "--within",
            paramLabel = "AGE",
            converter = AgeConverter.class,
            description = "How long the restore may take, such as 15m or 2h.")
    private @Nullable Duration within;

    @Option(
            names = "--invariant",
            paramLabel = "NAME=SQL",
            description = "A query that must return no row; may be repeated.")
    private Map<String, String> invariants = new LinkedHashMap<>();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public DrillCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        copies = new CopySourceOptions(general);
        database = new DatabaseOptions(general);
        scratch = new ScratchOptions(general, database);
    }

    @Override
    public Integer call() {
        if (within != null && within.isZero()) {
            throw general.wrongUsage("The time after --within must be more than zero");
        }
        Database own = database.database(Access.READ);
        DrillReport report;
        try (var progress = general.progress();
                Guard guard = repository
                        .guard(own.dataSource())
                        .copyTo(copies.storages())
                        .onProgress(progress)
                        .build()) {
            report = on(request(guard), own).run();
        }
        if (json) {
            Json.print(json(report), general.out());
        } else {
            CheckPage.print(new CheckReport(report.results()), general.out());
            general.out()
                    .println("Backup " + report.backup()
                            + (report.passed() ? " is proven to be restorable, in " : " FAILED the drill, after ")
                            + Amounts.duration(report.restored()) + ".");
        }
        return report.passed() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private DrillRequest request(Guard guard) {
        DrillRequest request = guard.drill().backup(id == null ? "latest" : id);
        request = within == null ? request : request.within(within);
        for (var invariant : invariants.entrySet()) {
            request = request.invariant(invariant.getKey(), invariant.getValue());
        }
        return request;
    }

    private DrillRequest on(DrillRequest request, Database own) {
        return scratch.named()
                .map(request::on)
                .orElseGet(() -> scratch.created(own).map(request::on).orElse(request));
    }

    private static ObjectNode json(DrillReport report) {
        ObjectNode json = Json.object()
                .put("backup", report.backup().value())
                .put("time", report.time().toString())
                .put("passed", report.passed())
                .put("restoreMillis", report.restored().toMillis())
                .put("wantedMillis", report.wanted().map(Duration::toMillis).orElse(null))
                .put("tables", report.tables())
                .put("rows", report.rows());
        json.set("checks", CheckPage.json(new CheckReport(report.results())).path("checks"));
        return json;
    }
}

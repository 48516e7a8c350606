package io.dbguard.cli.internal.command;

import io.dbguard.DeploymentVerification;
import io.dbguard.Guard;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.DeploymentReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.option.DatabaseOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dbguard verify-deployment}. */
@Command(
        name = "verify-deployment",
        description =
                "Holds the database against the backup before a deployment, and asks what you know of it. Exit code 1"
                        + " if rows are gone that nothing announced, or an invariant does not hold.")
public final class VerifyDeploymentCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final DatabaseOptions database;

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description =
                    "The backup: its id, the beginning of it, or 'latest'. Default: the newest before a migration.")
    private @Nullable String id;

    @Option(
            names = "--expect",
            paramLabel = "TABLE",
            description = "A table that was to change; may be repeated. What a guarded migration announced is known.")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--invariant",
            paramLabel = "NAME=SQL",
            description = "A query that must return no row; may be repeated.")
    private Map<String, String> invariants = new LinkedHashMap<>();

    @Option(
            names = "--critical",
            paramLabel = "NAME",
            description = "A variable of the environment that is noted with a good deployment, and that the next check"
                    + " compares; may be repeated.")
    private List<String> critical = new ArrayList<>();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public VerifyDeploymentCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        database = new DatabaseOptions(general);
    }

    @Override
    public Integer call() {
        DeploymentReport report;
        try (Guard guard = repository
                .guard(database.database(Access.READ).dataSource())
                .critical(critical.toArray(String[]::new))
                .build()) {
            report = request(guard).run();
        }
        var page = new CheckReport(report.results());
        if (json) {
            Json.print(CheckPage.json(page), general.out());
        } else {
            CheckPage.print(page, general.out());
        }
        return report.good() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private DeploymentVerification request(Guard guard) {
        DeploymentVerification request = guard.verifyDeployment().expecting(expected.toArray(String[]::new));
        request = id == null ? request : request.against(id);
        for (var invariant : invariants.entrySet()) {
            request = request.invariant(invariant.getKey(), invariant.getValue());
        }
        return request;
    }
}

package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.PruneRequest;
import io.dbguard.api.retention.Decision;
import io.dbguard.api.retention.PruneReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.AgeConverter;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.option.RetentionOptions;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard prune}. */
@Command(
        name = "prune",
        description = "Removes backups that no rule keeps, and then what no backup needs. Exit code 1 if a backup"
                + " cannot be read, because then nothing but manifests is removed.")
public final class PruneCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final RetentionOptions retention;

    @Option(
            names = "--grace",
            paramLabel = "AGE",
            converter = AgeConverter.class,
            description = "How long a blob stays that no backup needs; default: 24h.")
    private @Nullable Duration grace;

    @Option(names = "--dry-run", description = "Only say what would be removed and why; change nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public PruneCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        retention = new RetentionOptions(general);
    }

    @Override
    public Integer call() {
        PruneRequest request = repository.open().prune(retention.retention());
        request = grace == null ? request : request.grace(grace);
        PruneReport report = dryRun ? request.dryRun() : request.run();
        if (json) {
            Json.print(json(report), general.out());
        } else {
            print(report);
        }
        return report.obstacles().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private void print(PruneReport report) {
        PrintWriter out = general.out();
        for (Decision decision : report.decisions()) {
            out.println(decision.backup().id() + "  " + decision);
        }
        long kept = report.decisions().size() - report.removedBackups();
        out.println((report.dryRun() ? "Would remove " : "Removed ") + Amounts.count(report.removedBackups(), "backup")
                + " and " + Amounts.count(report.removedBlobs(), "blob") + " (" + Amounts.size(report.removedBytes())
                + "), " + kept + (report.dryRun() ? " would stay." : " stay."));
        if (report.waitingBlobs() > 0) {
            out.println(Amounts.count(report.waitingBlobs(), "blob") + " of no backup stay for the grace period.");
        }
        report.obstacles()
                .forEach(obstacle -> out.println("No blob can go, because a backup cannot be read: " + obstacle));
    }

    private static JsonNode json(PruneReport report) {
        var object = Json.object().put("dryRun", report.dryRun());
        object.set("backups", Json.array(report.decisions(), PruneCommand::json));
        object.put("removedBackups", report.removedBackups())
                .put("removedBlobs", report.removedBlobs())
                .put("removedBytes", report.removedBytes())
                .put("waitingBlobs", report.waitingBlobs());
        object.set("obstacles", Json.texts(report.obstacles()));
        return object;
    }

    private static JsonNode json(Decision decision) {
        var object = Json.object().put("id", decision.backup().id().value()).put("kept", decision.kept());
        object.set("reasons", Json.texts(decision.reasons()));
        return object;
    }
}

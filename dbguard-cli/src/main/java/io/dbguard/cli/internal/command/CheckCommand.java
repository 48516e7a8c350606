package io.dbguard.cli.internal.command;

import io.dbguard.CheckRequest;
import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.api.check.CheckReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.option.AgeConverter;
import io.dbguard.cli.internal.option.DatabaseOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard check}. */
@Command(
        name = "check",
        description = "Looks, before a deployment, for what could cost data. Exit code 1 if anything fails.")
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final DatabaseOptions database;

    @Option(
            names = "--migrations",
            paramLabel = "DIR",
            description = "The scripts of the application; pending ones are judged.")
    private @Nullable Path migrations;

    @Option(
            names = "--approve",
            paramLabel = "CODE",
            description = "Lets exactly the dangerous scripts be that were refused with this code.")
    private @Nullable String approval;

    @Option(
            names = "--max-backup-age",
            paramLabel = "AGE",
            converter = AgeConverter.class,
            description = "How old the newest backup may be, such as 90m or 2d. Default: 24h.")
    private @Nullable Duration maxBackupAge;

    @Option(
            names = "--critical",
            paramLabel = "NAME",
            description = "A variable of the environment that must be as at the last good deployment; may be repeated.")
    private List<String> critical = new ArrayList<>();

    @Option(names = "--expect-data", description = "An empty database fails, also without a backup that has rows.")
    private boolean expectData;

    @Option(names = "--expect-empty", description = "A database with rows fails.")
    private boolean expectEmpty;

    @Option(
            names = "--allow-temporary-storage",
            description = "Backups where they do not last are a warning, not a failure.")
    private boolean allowTemporaryStorage;

    @Option(
            names = "--remember",
            description = "If nothing fails, note variables and database as the good state to compare with.")
    private boolean remember;

    @Option(
            names = "--force",
            description =
                    "End with 0 even if something fails; the audit log says so. With --remember, note it as good.")
    private boolean force;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public CheckCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        database = new DatabaseOptions(general);
    }

    @Override
    public Integer call() {
        if (expectData && expectEmpty) {
            throw general.wrongUsage("Only one of --expect-data and --expect-empty can be given");
        }
        if (maxBackupAge != null && maxBackupAge.isZero()) {
            throw general.wrongUsage("The age after --max-backup-age must be more than zero");
        }
        var place = repository.storage();
        CheckReport report;
        try (Guard guard = Guard.protect(database.database(Access.READ).dataSource())
                .storeIn(place)
                .keys(repository.keys())
                .critical(critical.toArray(String[]::new))
                .build()) {
            CheckRequest request = request(guard);
            report = remember ? request.remember() : request.run();
        }
        if (json) {
            Json.print(CheckPage.json(report), general.out());
        } else {
            CheckPage.print(report, general.out());
        }
        return exitCode(report);
    }

    private CheckRequest request(Guard guard) {
        CheckRequest request = guard.check();
        request = migrations == null ? request : request.migrations(Migrations.in(migrations));
        request = approval == null ? request : request.approve(approval);
        request = maxBackupAge == null ? request : request.maxBackupAge(maxBackupAge);
        request = expectData ? request.expectData() : request;
        request = expectEmpty ? request.expectEmpty() : request;
        request = allowTemporaryStorage ? request.allowTemporaryStorage() : request;
        return force ? request.force() : request;
    }

    private int exitCode(CheckReport report) {
        if (report.passed()) {
            return ExitCode.DONE;
        }
        if (!force) {
            return ExitCode.FOUND;
        }
        general.warn("GOING ON ALTHOUGH THE CHECK FAILED (" + CheckPage.names(report)
                + "), because of --force; the audit log has it");
        return ExitCode.DONE;
    }
}

package io.dbguard.cli.internal.command;

import io.dbguard.BackupRepository;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.report.BackupListing;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.option.DatabaseOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard status}. */
@Command(
        name = "status",
        description =
                "Says how things stand. Exit code 1 if there is no backup, one is damaged, a copy lags behind, the"
                        + " newest backup lost rows, the last drill failed, or the database cannot be reached.")
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final DatabaseOptions database;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public StatusCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        database = new DatabaseOptions(general);
    }

    @Override
    public Integer call() {
        BackupRepository backups = repository.open();
        BackupListing listing = backups.list();
        var report =
                new StatusReport(repository.describe(), listing, backups.storedBytes(), backups.copies(), reached());
        if (json) {
            Json.print(report.json(), general.out());
        } else {
            report.print(general.out());
        }
        return report.isGood() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private Optional<StatusReport.Reached> reached() {
        try {
            return database.databaseIfNamed(Access.READ).map(StatusCommand::reach);
        } catch (DatabaseException e) {
            // A file that is not fit to be opened is a finding too, not a failure of the question.
            return Optional.of(new StatusReport.Reached("database", null, e.failed()));
        }
    }

    private static StatusReport.Reached reach(Database database) {
        String url = database.url().toString();
        try {
            return new StatusReport.Reached(url, database.product(), null);
        } catch (DbGuardException e) {
            return new StatusReport.Reached(url, null, e.failed());
        }
    }
}

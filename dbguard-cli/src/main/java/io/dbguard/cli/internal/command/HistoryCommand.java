package io.dbguard.cli.internal.command;

import io.dbguard.HistoryRequest;
import io.dbguard.api.report.RowHistory;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.CopySourceOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard history}. */
@Command(
        name = "history",
        description =
                "Shows what a row was like in all backups, where it changed from one to the next. Exit code 1 if no"
                        + " backup holds it, or one cannot be read.")
public final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final CopySourceOptions copies;

    @Option(names = "--table", paramLabel = "NAME", required = true, description = "The table.")
    private String table = "";

    @Option(
            names = "--key",
            paramLabel = "VALUE",
            required = true,
            description = "The row: the value of its key, or columns with their values, such as a=1,b=2.")
    private String key = "";

    @Option(
            names = "--database",
            paramLabel = "NAME",
            description = "The name of the database, if the repository holds backups of several.")
    private @Nullable String database;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public HistoryCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        copies = new CopySourceOptions(general);
    }

    @Override
    public Integer call() {
        HistoryRequest request = repository.open().withCopies(copies.storages()).history(table);
        RowHistory history = (database == null ? request : request.database(database)).of(key);
        if (json) {
            Json.print(HistoryPage.json(history), general.out());
        } else {
            HistoryPage.print(history, general.out());
        }
        history.problems().forEach(general::warn);
        return history.found() && history.problems().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
    }
}

package io.dbguard.cli.internal.command;

import io.dbguard.BackupRepository;
import io.dbguard.DiffRequest;
import io.dbguard.Guard;
import io.dbguard.api.report.DiffReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.option.CopySourceOptions;
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

/** {@code dbguard diff}. */
@Command(
        name = "diff",
        description =
                "Says what has changed from a backup to a later one, or to the database as it is now. Exit code 1 if"
                        + " anything has.")
public final class DiffCommand implements Callable<Integer> {
    private static final int MOST = 100;

    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final CopySourceOptions copies;

    @Mixin
    private final DatabaseOptions database;

    @Parameters(
            index = "0",
            paramLabel = "BEFORE",
            description = "The backup: its id, the beginning of it, or 'latest'.")
    private String before = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "AFTER",
            description = "The later backup. Default: the database itself.")
    private @Nullable String after;

    @Option(names = "--table", paramLabel = "NAME", description = "Only this table; may be repeated.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Show the keys of up to N rows, for each table and each way to differ. Default: none.")
    private int samples;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public DiffCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        copies = new CopySourceOptions(general);
        database = new DatabaseOptions(general);
    }

    @Override
    public Integer call() {
        if (samples < 0 || samples > MOST) {
            throw general.wrongUsage("The number after --samples is from 0 to " + MOST);
        }
        DiffReport report = after == null ? withDatabase() : withBackup(after);
        if (json) {
            Json.print(DiffPage.json(report), general.out());
        } else {
            DiffPage.print(report, general.out());
        }
        return report.identical() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private DiffReport withBackup(String later) {
        BackupRepository backups = repository.open().withCopies(copies.storages());
        return ready(backups.diff(backups.find(before), backups.find(later))).run();
    }

    private DiffReport withDatabase() {
        try (Guard guard = repository
                .guard(database.database(Access.READ).dataSource())
                .copyTo(copies.storages())
                .build()) {
            return ready(guard.diff().backup(before)).run();
        }
    }

    private DiffRequest ready(DiffRequest request) {
        DiffRequest ready = request.samples(samples);
        for (String table : tables) {
            ready = ready.table(table);
        }
        return ready;
    }
}

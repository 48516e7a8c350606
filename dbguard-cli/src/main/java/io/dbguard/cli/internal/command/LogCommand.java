package io.dbguard.cli.internal.command;

import io.dbguard.api.event.AuditEntry;
import io.dbguard.api.event.AuditTrail;
import io.dbguard.api.event.EventKind;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.AgeConverter;
import io.dbguard.cli.internal.option.CopySourceOptions;
import io.dbguard.cli.internal.option.EventKindConverter;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard log}. */
@Command(
        name = "log",
        description = "Prints the audit log, oldest first. Exit code 1 if lines of it were changed or are missing.")
public final class LogCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final CopySourceOptions copies;

    @Option(
            names = "--since",
            paramLabel = "AGE",
            converter = AgeConverter.class,
            description = "Only what is no older, such as 24h or 30d.")
    private @Nullable Duration since;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = EventKindConverter.class,
            description = "Only this kind, such as restore or override; may be repeated.")
    private List<EventKind> kinds = new ArrayList<>();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public LogCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        copies = new CopySourceOptions(general);
    }

    @Override
    public Integer call() {
        AuditTrail trail = repository.open().withCopies(copies.storages()).auditTrail();
        List<AuditEntry> entries =
                trail.entries().stream().filter(this::isWanted).toList();
        if (json) {
            Json.print(LogPage.json(entries, trail.problems()), general.out());
        } else {
            LogPage.print(entries, general.out());
        }
        trail.problems().forEach(problem -> general.warn("the audit log is not whole: " + problem));
        return trail.problems().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private boolean isWanted(AuditEntry entry) {
        boolean recent =
                since == null || !entry.event().time().isBefore(Instant.now().minus(since));
        return recent && (kinds.isEmpty() || kinds.contains(entry.event().kind()));
    }
}

package io.dbguard.cli.internal.command;

import io.dbguard.BackupRepository;
import io.dbguard.api.report.CopyState;
import io.dbguard.api.retention.Retention;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.CopyTargetOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.option.RetentionOptions;
import io.dbguard.cli.internal.output.Terminal;
import io.dbguard.spi.storage.Storage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dbguard copy}. */
@Command(
        name = "copy",
        description = "Copies what other places lack; with rules of what to keep, removes from them what no rule keeps."
                + " Exit code 1 if one cannot be brought up to date.")
public final class CopyCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final CopyTargetOptions copies;

    @Mixin
    private final RetentionOptions retention;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public CopyCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        copies = new CopyTargetOptions(general);
        retention = new RetentionOptions(general);
    }

    @Override
    public Integer call() {
        Storage[] targets = copies.storages();
        if (targets.length == 0) {
            throw general.wrongUsage("The place to copy to is missing: give --copy-to DIR");
        }
        List<CopyState> states = with(targets).copy();
        states.forEach(copy -> CopyLines.print(copy, general.out()));
        return states.stream().allMatch(CopyState::upToDate) ? ExitCode.DONE : ExitCode.FOUND;
    }

    private BackupRepository with(Storage[] targets) {
        BackupRepository backups = repository.open();
        Optional<Retention> rules = retention.retentionIfGiven();
        if (rules.isEmpty()) {
            return backups.withCopies(targets);
        }
        for (Storage target : targets) {
            backups = backups.withCopy(target, rules.get());
        }
        return backups;
    }
}

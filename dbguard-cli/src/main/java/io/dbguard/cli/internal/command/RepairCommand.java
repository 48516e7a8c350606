package io.dbguard.cli.internal.command;

import io.dbguard.RepairRequest;
import io.dbguard.api.report.RepairReport;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepairSourceOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Printable;
import io.dbguard.cli.internal.output.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard repair}. */
@Command(
        name = "repair",
        description = "Replaces what is missing or damaged by what another place with the same backups has intact. Exit"
                + " code 1 if something is intact in neither.")
public final class RepairCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final RepairSourceOptions source;

    @Option(names = "--dry-run", description = "Only say what would be mended.")
    private boolean dryRun;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public RepairCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        source = new RepairSourceOptions(general);
    }

    @Override
    public Integer call() {
        RepairRequest request = repository.open().repairFrom(source.storage());
        RepairReport report = dryRun ? request.dryRun() : request.run();
        var out = general.out();
        String verb = dryRun ? "WOULD MEND " : "MENDED ";
        report.mended().forEach(file -> out.println(Printable.line(verb + file.file() + ": " + file.what())));
        report.lost().forEach(file -> out.println(Printable.line("LOST " + file.file() + ": " + file.what())));
        out.println(Amounts.count(report.checked(), "file") + " read, "
                + Amounts.count(report.mended().size(), "file") + " (" + Amounts.size(report.writtenBytes()) + ") "
                + (dryRun ? "to be mended" : "mended") + ", " + report.lost().size() + " intact in neither place.");
        return report.lost().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
    }
}

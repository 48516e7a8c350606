package io.dbguard.cli.internal.command;

import io.dbguard.BackupRepository;
import io.dbguard.Guard;
import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.Comparison;
import io.dbguard.api.report.SampleReport;
import io.dbguard.api.report.Verification;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.option.ConnectionOptions;
import io.dbguard.cli.internal.option.CopySourceOptions;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Terminal;
import io.dbguard.cli.internal.output.TextTable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dbguard verify}. */
@Command(
        name = "verify",
        description = "Reads a backup from end to end, and may hold it against a database. Exit code 1 if it is damaged"
                + " or the database differs.")
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Mixin
    private final CopySourceOptions copies;

    @Mixin
    private final ConnectionOptions connection;

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "The backup: its id, the beginning of it, or 'latest', which is the default.")
    private @Nullable String id;

    @Option(
            names = "--sample",
            paramLabel = "10%",
            description = "Instead of one backup, read this share of all of them, another share each time.")
    private @Nullable String sample;

    @Option(
            names = "--against-url",
            paramLabel = "JDBC",
            description = "Also compare the backup with this database, row by row.")
    private @Nullable String url;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public VerifyCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
        copies = new CopySourceOptions(general);
        connection = new ConnectionOptions(general);
    }

    @Override
    public Integer call() {
        BackupRepository backups = repository.open().withCopies(copies.storages());
        if (sample != null) {
            return isIntact(backups, percent(sample)) ? ExitCode.DONE : ExitCode.FOUND;
        }
        BackupId backup;
        try {
            backup = backups.find(id == null ? "latest" : id);
        } catch (RepositoryException e) {
            return unreadableManifests(backups, e);
        }
        boolean good = isIntact(backups, backup) && (url == null || isIdentical(backup, url));
        return good ? ExitCode.DONE : ExitCode.FOUND;
    }

    private int percent(String text) {
        if (id != null || url != null) {
            throw general.wrongUsage("A sample is one of all backups; neither ID nor --against-url goes with it");
        }
        try {
            return Integer.parseInt(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
        } catch (NumberFormatException e) {
            throw general.wrongUsage("The sample is a whole number from 1% to 100%");
        }
    }

    private boolean isIntact(BackupRepository backups, int percent) {
        SampleReport report = backups.verifySample(percent);
        Damages.print(report.damages(), general.out());
        report.affected()
                .forEach(backup -> general.out().println("Backup " + backup + " is damaged or cannot be read."));
        general.out()
                .println("Share " + report.share() + " of " + report.shares() + ": "
                        + Amounts.count(report.blobs(), "blob") + ", " + Amounts.size(report.storedBytes()) + " read, "
                        + Amounts.count(report.damages().size(), "damage") + " found.");
        return report.intact();
    }

    /** A damaged manifest of what may be the latest backup is what this command is there to find. */
    private int unreadableManifests(BackupRepository backups, RepositoryException failure) {
        BackupListing listing = backups.list();
        if (listing.damaged().isEmpty()) {
            throw failure;
        }
        Damages.print(listing.damaged(), general.out());
        return ExitCode.FOUND;
    }

    private boolean isIntact(BackupRepository backups, BackupId backup) {
        Verification verification;
        try (var progress = general.progress()) {
            verification = backups.verify(backup, progress);
        }
        if (verification instanceof Verification.Damaged damaged) {
            Damages.print(damaged.damages(), general.out());
            general.out().println("Backup " + backup + " is damaged.");
            return false;
        }
        var intact = (Verification.Intact) verification;
        general.out()
                .println("Backup " + backup + " is intact: " + Amounts.count(intact.tables(), "table") + ", "
                        + Amounts.count(intact.rows(), "row") + ", " + Amounts.size(intact.storedBytes()) + " read.");
        return true;
    }

    private boolean isIdentical(BackupId backup, String database) {
        Database target = connection.database(database, Access.READ);
        Comparison comparison;
        try (Guard guard =
                repository.guard(target.dataSource()).copyTo(copies.storages()).build()) {
            comparison = guard.verify().backup(backup).againstDatabase();
        }
        if (comparison.identical()) {
            general.out().println(target.url() + " holds the same.");
            return true;
        }
        table(comparison).print(general.out());
        general.out().println(target.url() + " differs from backup " + backup + ".");
        return false;
    }

    private static TextTable table(Comparison comparison) {
        var table = new TextTable()
                .text("table")
                .numbers("missing", "changed", "extra")
                .text("");
        comparison.missing().forEach(name -> table.row(name, "", "", "", "not there, or with other columns"));
        comparison.extra().forEach(name -> table.row(name, "", "", "", "not in the backup"));
        comparison.tables().stream()
                .filter(difference -> !difference.identical())
                .forEach(difference -> table.row(
                        difference.table(), difference.missing(), difference.changed(), difference.extra(), ""));
        return table;
    }
}

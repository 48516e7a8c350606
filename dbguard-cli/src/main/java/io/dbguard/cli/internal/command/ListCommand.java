package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import io.dbguard.cli.internal.output.TextTable;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard list}. */
@Command(name = "list", description = "Lists the backups, oldest first.")
public final class ListCommand implements Callable<Integer> {
    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public ListCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
    }

    @Override
    public Integer call() {
        BackupListing listing = repository.open().list();
        if (json) {
            Json.print(json(listing, repository.open().pinned()), general.out());
        } else {
            print(listing);
        }
        return listing.damaged().isEmpty() ? ExitCode.DONE : ExitCode.FOUND;
    }

    private void print(BackupListing listing) {
        if (listing.backups().isEmpty()) {
            general.out().println("There is no backup in " + repository.describe() + ".");
        } else {
            table(listing).print(general.out());
        }
        Damages.print(listing.damaged(), general.out());
    }

    private static TextTable table(BackupListing listing) {
        var table = new TextTable()
                .text("time (UTC)", "id", "label", "reason")
                .numbers("tables", "rows", "size")
                .text("verified (UTC)", "drilled (UTC)", "");
        for (BackupSummary backup : listing.backups()) {
            BackupHeader header = backup.header();
            table.row(
                    Amounts.time(header.time()),
                    header.id(),
                    header.label(),
                    Words.of(header.reason()),
                    backup.tables(),
                    backup.rows(),
                    Amounts.size(backup.storedBytes()),
                    backup.verifiedAt().map(Amounts::time).orElse("never"),
                    DrillWords.of(backup.drill()),
                    remark(backup));
        }
        return table;
    }

    private static String remark(BackupSummary backup) {
        int alarms = backup.header().alarms().size();
        String damage = backup.damagedAt().isPresent() ? "DAMAGED" : "";
        String shrunk = alarms == 0 ? "" : Amounts.count(alarms, "ALARM");
        return damage.isEmpty() || shrunk.isEmpty() ? damage + shrunk : damage + ", " + shrunk;
    }

    /** All in the order of their ids, so that a damaged newest one is where a reader looks for the newest. */
    private static JsonNode json(BackupListing listing, Set<BackupId> pinned) {
        var entries = new TreeMap<String, JsonNode>();
        listing.backups().forEach(backup -> entries.put(backup.header().id().value(), json(backup, pinned)));
        listing.damaged().forEach(damage -> entries.put(Damages.backupOf(damage), json(damage)));
        return Json.array(entries.values(), entry -> entry);
    }

    private static JsonNode json(BackupSummary backup, Set<BackupId> pinned) {
        BackupHeader header = backup.header();
        ObjectNode json = Json.object()
                .put("id", header.id().value())
                .put("time", header.time().toString())
                .put("label", header.label())
                .put("reason", Words.of(header.reason()))
                .put("database", header.database().name())
                .put("tables", backup.tables())
                .put("rows", backup.rows())
                .put("rawBytes", backup.rawBytes())
                .put("storedBytes", backup.storedBytes())
                .put("currentAt", Json.time(backup.currentAt()))
                .put("verifiedAt", Json.time(backup.verifiedAt()))
                .put("damagedAt", Json.time(backup.damagedAt()))
                .put("warnings", header.warnings().size())
                .put("alarms", header.alarms().size())
                .put("pinned", pinned.contains(header.id()))
                .putNull("damage");
        json.set("drill", DrillWords.json(backup.drill()));
        return json;
    }

    private static JsonNode json(Damage damage) {
        return Json.object()
                .put("id", Damages.backupOf(damage))
                .putNull("time")
                .putNull("label")
                .putNull("reason")
                .putNull("database")
                .putNull("tables")
                .putNull("rows")
                .putNull("rawBytes")
                .putNull("storedBytes")
                .putNull("verifiedAt")
                .putNull("damagedAt")
                .putNull("drill")
                .putNull("warnings")
                .putNull("alarms")
                .putNull("pinned")
                .put("damage", damage.what());
    }
}

package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.report.CopyState;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Printable;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How things stand.
 *
 * @param place where the backups are
 * @param listing the backups
 * @param storedBytes the size of all blobs together
 * @param copies how far each copy has come
 * @param reached what was found out about the database, if one was named
 */
record StatusReport(
        String place, BackupListing listing, long storedBytes, List<CopyState> copies, Optional<Reached> reached) {

    /** Clocks of hosts that share a repository differ a little. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    /**
     * What was found out about a database.
     *
     * @param url the database, without secrets
     * @param product what answered, null if nothing did
     * @param problem why not
     */
    record Reached(
            String url, @Nullable String product, @Nullable String problem) {
        private JsonNode json() {
            return Json.object()
                    .put("url", url)
                    .put("reachable", problem == null)
                    .put("product", product)
                    .put("problem", problem);
        }
    }

    boolean isGood() {
        return !listing.backups().isEmpty()
                && listing.damaged().isEmpty()
                && ProofAge.of(listing).damaged().isEmpty()
                && copies.stream().allMatch(CopyState::upToDate)
                && alarms().isEmpty()
                && DrillWords.last(listing).filter(drill -> !drill.passed()).isEmpty()
                && reached.filter(r -> r.problem != null).isEmpty();
    }

    void print(PrintWriter out) {
        out.println("backups   " + listing.backups().size() + " in " + place + ", " + Amounts.size(storedBytes)
                + " stored");
        newest().ifPresent(backup -> out.println("newest    " + describe(backup)));
        oldest().ifPresent(backup -> out.println("oldest    " + describe(backup)));
        ProofAge.of(listing).print(out);
        DrillWords.last(listing).ifPresent(drill -> out.println("drill     " + DrillWords.line(drill)));
        copies.forEach(copy -> out.println(Printable.line(
                "copy      " + copy.place() + (copy.upToDate() ? " is up to date" : " LAGS: " + CopyLines.lag(copy)))));
        alarms().forEach(alarm -> out.println(Printable.line("ALARM     " + alarm)));
        reached.ifPresent(r -> out.println("database  "
                + r.url
                + (r.problem == null ? " answers: " + r.product : " does not answer: " + Printable.line(r.problem))));
        Damages.print(listing.damaged(), out);
    }

    JsonNode json() {
        var document = Json.object().put("backups", listing.backups().size()).put("storedBytes", storedBytes);
        document.set("newest", newest().map(StatusReport::json).orElse(null));
        document.set("oldest", oldest().map(StatusReport::json).orElse(null));
        document.set("verification", ProofAge.of(listing).json());
        document.set("drill", DrillWords.json(DrillWords.last(listing)));
        document.set("copies", Json.array(copies, CopyLines::json));
        document.set("alarms", Json.texts(alarms()));
        document.set("damaged", Json.array(listing.damaged(), Damages::json));
        document.set("database", reached.map(Reached::json).orElse(null));
        return document;
    }

    /**
     * Those of the newest backup of each database: older ones were said when it was time. A backup whose time is still to come,
     * since a clock was wrong, counts only where there is no other.
     */
    private List<String> alarms() {
        Instant limit = Instant.now().plus(CLOCK_TOLERANCE);
        Map<DatabaseInfo, BackupHeader> newest = new LinkedHashMap<>();
        listing.backups().stream()
                .map(BackupSummary::header)
                .sorted(Comparator.comparing(header -> !header.time().isAfter(limit)))
                .forEach(header -> newest.put(place(header.database()), header));
        return newest.values().stream()
                .flatMap(header -> header.alarms().stream())
                .toList();
    }

    /**
     * Where databases of this name follow each other: who drops one and creates it anew, or swaps it, has one with another number
     * on the same server. An identity is the server or folder, a slash, and the number or name there.
     */
    private static DatabaseInfo place(DatabaseInfo database) {
        String identity = database.identity();
        return new DatabaseInfo(
                database.provider(),
                "",
                database.name(),
                identity.substring(0, Math.max(0, identity.lastIndexOf('/'))));
    }

    private Optional<BackupSummary> newest() {
        List<BackupSummary> backups = listing.backups();
        return backups.isEmpty() ? Optional.empty() : Optional.of(backups.get(backups.size() - 1));
    }

    private Optional<BackupSummary> oldest() {
        return listing.backups().stream().findFirst();
    }

    private static String describe(BackupSummary backup) {
        String verified = backup.verifiedAt()
                .map(time -> "verified " + Amounts.age(age(time)) + " ago")
                .orElse("never verified");
        String current = backup.currentAt()
                .filter(time -> time.isAfter(backup.header().time()))
                .map(time -> "nothing had changed " + Amounts.age(age(time)) + " ago, ")
                .orElse("");
        return backup.header().id() + ", " + Amounts.age(age(backup.header().time())) + " old, " + current
                + Amounts.size(backup.storedBytes()) + ", " + verified;
    }

    private static JsonNode json(BackupSummary backup) {
        return Json.object()
                .put("id", backup.header().id().value())
                .put("time", backup.header().time().toString())
                .put("ageSeconds", age(backup.header().time()).toSeconds())
                .put("storedBytes", backup.storedBytes())
                .put("currentAt", Json.time(backup.currentAt()))
                .put("verifiedAt", Json.time(backup.verifiedAt()));
    }

    private static Duration age(Instant time) {
        return Duration.between(time, Instant.now());
    }
}

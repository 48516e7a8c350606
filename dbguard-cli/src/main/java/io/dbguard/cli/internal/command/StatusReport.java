package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How things stand.
 *
 * @param folder where the backups are
 * @param listing the backups
 * @param storedBytes the size of all blobs together
 * @param reached what was found out about the database, if one was named
 */
record StatusReport(Path folder, BackupListing listing, long storedBytes, Optional<Reached> reached) {

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
                && reached.filter(r -> r.problem != null).isEmpty();
    }

    void print(PrintWriter out) {
        out.println("backups   " + listing.backups().size() + " in " + folder + ", " + Amounts.size(storedBytes)
                + " stored");
        newest().ifPresent(backup -> out.println("newest    " + describe(backup)));
        oldest().ifPresent(backup -> out.println("oldest    " + describe(backup)));
        reached.ifPresent(r -> out.println("database  "
                + r.url
                + (r.problem == null ? " answers: " + r.product : " does not answer: " + Printable.line(r.problem))));
        Damages.print(listing.damaged(), out);
    }

    JsonNode json() {
        var document = Json.object().put("backups", listing.backups().size()).put("storedBytes", storedBytes);
        document.set("newest", newest().map(StatusReport::json).orElse(null));
        document.set("oldest", oldest().map(StatusReport::json).orElse(null));
        document.set("damaged", Json.array(listing.damaged(), Damages::json));
        document.set("database", reached.map(Reached::json).orElse(null));
        return document;
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
        return backup.header().id() + ", " + Amounts.age(age(backup.header().time())) + " old, "
                + Amounts.size(backup.storedBytes()) + ", " + verified;
    }

    private static JsonNode json(BackupSummary backup) {
        return Json.object()
                .put("id", backup.header().id().value())
                .put("time", backup.header().time().toString())
                .put("ageSeconds", age(backup.header().time()).toSeconds())
                .put("storedBytes", backup.storedBytes())
                .put("verifiedAt", Json.time(backup.verifiedAt()));
    }

    private static Duration age(Instant time) {
        return Duration.between(time, Instant.now());
    }
}

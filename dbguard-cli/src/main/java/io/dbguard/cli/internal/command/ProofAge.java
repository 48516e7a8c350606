package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long ago backups were proven to be intact.
 *
 * @param verified how many were found intact at some time
 * @param never how many were never read
 * @param oldest when the one was read that was not read for the longest time
 * @param damaged those that were found damaged
 */
record ProofAge(long verified, long never, Optional<Instant> oldest, List<String> damaged) {

    static ProofAge of(BackupListing listing) {
        List<Instant> proofs = listing.backups().stream()
                .flatMap(backup -> backup.verifiedAt().stream())
                .toList();
        List<String> damaged = listing.backups().stream()
                .filter(backup -> backup.damagedAt().isPresent())
                .map((BackupSummary backup) -> backup.header().id().value())
                .toList();
        return new ProofAge(
                proofs.size(),
                listing.backups().size() - proofs.size() - damaged.size(),
                proofs.stream().min(Comparator.naturalOrder()),
                damaged);
    }

    void print(PrintWriter out) {
        if (verified + never + damaged.size() > 0) {
            String age = oldest.map(time -> ", the longest ago " + Amounts.age(Duration.between(time, Instant.now())))
                    .orElse("");
            out.println("verified  " + verified + age + "; " + never + " never");
        }
        damaged.forEach(id -> out.println("DAMAGED   " + id + ", as a verification found"));
    }

    JsonNode json() {
        var document =
                Json.object().put("verified", verified).put("never", never).put("oldestProof", Json.time(oldest));
        document.set("damagedBackups", Json.texts(damaged));
        return document;
    }
}

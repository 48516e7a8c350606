package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.DrillNote;
import io.dbguard.cli.internal.output.Amounts;
import io.dbguard.cli.internal.output.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** What is remembered of drills, for people and for programs. */
final class DrillWords {
    private DrillWords() {}

    static String of(Optional<DrillNote> drill) {
        return drill.map(note -> (note.passed() ? "" : "FAILED ") + Amounts.time(note.time()))
                .orElse("never");
    }

    /** Returns the last drill with one of the backups. */
    static Optional<DrillNote> last(BackupListing listing) {
        return listing.backups().stream()
                .flatMap(backup -> backup.drill().stream())
                .max(Comparator.comparing(DrillNote::time));
    }

    static String line(DrillNote drill) {
        String age = Amounts.age(Duration.between(drill.time(), Instant.now()));
        return drill.passed()
                ? drill.backup() + " was proven to be restorable " + age + " ago, in "
                        + Amounts.duration(drill.restored())
                : drill.backup() + " FAILED " + age + " ago, see 'dbguard log --kind drill-failed'";
    }

    static JsonNode json(Optional<DrillNote> drill) {
        return drill.<JsonNode>map(note -> Json.object()
                        .put("backup", note.backup().value())
                        .put("time", note.time().toString())
                        .put("passed", note.passed())
                        .put("restoreMillis", note.restored().toMillis()))
                .orElseGet(NullNode::getInstance);
    }
}

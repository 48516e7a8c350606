package io.dbguard.internal.migration;

import io.dbguard.api.event.EventKind;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.Verdict;
import io.dbguard.internal.event.Events;
import io.dbguard.internal.event.Happenings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a dangerous migration run only if somebody approved exactly it. Whatever it says is in the audit log first. */
final class Permission {
    private static final Logger LOG = LoggerFactory.getLogger(Permission.class);

    private final List<MigrationScript> scripts;
    private final Assessment assessment;
    private final ApprovalCode code;
    private final Optional<Approval> approval;
    private final String force;

    Permission(
            List<MigrationScript> scripts,
            Assessment assessment,
            ApprovalCode code,
            Approvals approvals,
            String force) {
        this.scripts = scripts;
        this.assessment = assessment;
        this.code = code;
        this.approval = needed() ? approvals.covering(code) : Optional.empty();
        this.force = force;
    }

    /** Returns whether it may run. */
    boolean granted() {
        return !needed() || approval.isPresent() || !force.isEmpty();
    }

    /** Returns who approved it; empty if nobody had to. */
    Optional<Approval> approval() {
        return approval;
    }

    private boolean needed() {
        return assessment.verdict() == Verdict.DANGEROUS;
    }

    /**
     * Notes who lets it run, or that nobody does.
     *
     * @param backup holds the database as it is
     * @throws MigrationRefusedException if nobody does
     */
    void require(Manifest backup, Events events) {
        String database = backup.header().database().name();
        Map<String, String> details = Map.of("scripts", names(), "rules", rules());
        BackupId id = backup.header().id();
        if (!needed()) {
            return;
        }
        if (approval.isPresent()) {
            String words = "approved by " + approval.get().by() + " ("
                    + approval.get().from() + "): " + approval.get().why();
            events.tellFirst(Happenings.of(EventKind.APPROVAL, database, code.toString(), words, details));
        } else if (!force.isEmpty()) {
            LOG.warn("FORCED without an approval ({}): {}; the backup {} holds what is there now", force, names(), id);
            events.tellFirst(Happenings.of(EventKind.OVERRIDE, database, code.toString(), "forced: " + force, details));
        } else {
            events.tell(Happenings.of(
                    EventKind.MIGRATION_REFUSED, database, code.toString(), "refused, nobody approved it", details));
            throw new MigrationRefusedException(assessment, code.toString(), id, next());
        }
    }

    private String next() {
        String dangerous = assessment.scripts().stream()
                .filter(script -> script.verdict() == Verdict.DANGEROUS)
                .map(script -> fileOf(script.script()))
                .reduce((first, last) -> last)
                .orElse("the script");
        return "read the scripts, and if this is meant, approve exactly them with the code " + code
                + ": in the application with approve(…), in the environment as " + Approvals.VARIABLE
                + ", or in a file " + dangerous + ApprovalFile.SUFFIX + " that says code, by and why"
                + (code.stake().isPresent()
                        ? " (the number after the hyphen is how many rows and values may be lost; where the table still"
                                + " grows, raise it)"
                        : "");
    }

    /** A changeset is called {@code file::id::author}. */
    private static String fileOf(String script) {
        return script.contains("::") ? script.substring(0, script.indexOf("::")) : script;
    }

    private String names() {
        return scripts.stream().map(MigrationScript::name).collect(Collectors.joining(", "));
    }

    private String rules() {
        return assessment.findings().stream()
                .filter(finding -> finding.risk() == Risk.HIGH)
                .map(Finding::rule)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}

package io.dbguard.internal.migration;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.migration.Aftermath;
import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationFailedException;
import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.SequenceEffect;
import io.dbguard.api.migration.TableEffect;
import io.dbguard.api.migration.Touched;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.internal.aftermath.AftermathJob;
import io.dbguard.internal.event.Happenings;
import io.dbguard.spi.database.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A migration that was judged, backed up and, where needed, approved; and what there is to do once it has run.
 *
 * @param scripts what is going to run
 * @param assessment what was found in them
 * @param approval who approved them, empty if nobody had to
 * @param before the backup
 * @param turn keeps other instances away
 * @param workplace what to work with
 * @param recovery what is done if it fails
 */
record Permitted(
        List<MigrationScript> scripts,
        Assessment assessment,
        Optional<Approval> approval,
        Manifest before,
        Turn turn,
        Workplace workplace,
        Recovery recovery)
        implements Begun {
    private static final Logger LOG = LoggerFactory.getLogger(Permitted.class);

    @Override
    public MigrationFailedException failed(Exception cause) {
        BackupId backup = before.header().id();
        Optional<Aftermath> aftermath = Optional.empty();
        Optional<RestoreReport> restored = Optional.empty();
        try {
            Aftermath found = left();
            aftermath = Optional.of(found);
            if (hasDoneSomething(found)) {
                restored = recovery.recover(backup, found);
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        var failure = new MigrationFailedException(backup, aftermath, restored, cause);
        Map<String, String> details = Map.of("cause", cause.getClass().getName());
        tell(EventKind.MIGRATION_FAILED, failure.failed(), details);
        return failure;
    }

    /** Rows of tables that no script names are most likely somebody else's writes, which nobody wants to lose. */
    private static boolean hasDoneSomething(Aftermath found) {
        return !found.schema().isEmpty()
                || found.sequences().stream().anyMatch(SequenceEffect::announced)
                || found.tables().stream()
                        .anyMatch(table -> table.announced() && table.content() != TableEffect.Content.SAME);
    }

    @Override
    public MigrationReport succeeded() {
        List<String> names = scripts.stream().map(MigrationScript::name).toList();
        Optional<Aftermath> aftermath = leftIfKnown();
        aftermath.ifPresent(Permitted::log);
        tell(
                EventKind.MIGRATION,
                "migrated: " + String.join(", ", names),
                Map.of(
                        "verdict",
                        assessment.verdict().name(),
                        "tables",
                        touched(),
                        "left",
                        aftermath.map(Aftermath::describe).orElse("could not be found out")));
        return new MigrationReport(
                names, assessment, approval, Optional.of(before.header().id()), aftermath);
    }

    @Override
    public void close() {
        turn.close();
    }

    private void tell(EventKind kind, String words, Map<String, String> details) {
        String database = before.header().database().name();
        workplace
                .events()
                .tell(Happenings.of(kind, database, before.header().id().value(), words, details));
    }

    private String touched() {
        return assessment.scripts().stream()
                .flatMap(script -> script.statements().stream())
                .flatMap(statement -> statement.objects().stream())
                .map(Touched::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Aftermath left() {
        return new AftermathJob(workplace.target(), before, assessment).run();
    }

    /** The migration is done, whether or not it can be seen what it left. */
    private Optional<Aftermath> leftIfKnown() {
        try {
            return Optional.of(left());
        } catch (DbGuardException e) {
            LOG.error("The migration is done, but what it left could not be compared: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    private static void log(Aftermath aftermath) {
        aftermath
                .losses()
                .forEach(loss -> LOG.warn("After the migration, {}; backup {} has them all", loss, aftermath.backup()));
        aftermath
                .unexpected()
                .forEach(effect -> LOG.warn("After the migration, {}, though no script names it", effect));
        aftermath
                .sequences()
                .forEach(effect -> LOG.warn("After the migration, {}: it hands out those numbers again", effect));
    }
}

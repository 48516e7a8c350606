package io.dbguard.internal.rehearsal;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationClassifier;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.api.migration.RehearsalReport;
import io.dbguard.api.migration.StatementRun;
import io.dbguard.internal.Target;
import io.dbguard.internal.aftermath.AftermathJob;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.scratch.ScratchCopy;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Restores a backup into an empty database, runs there what is pending, and says what that did. */
public final class RehearsalJob {
    private final Target scratch;
    private final Repository repository;
    private final MigrationSource source;
    private final MigrationClassifier classifier;
    private final UnaryOperator<MigrationScript> resolve;

    /**
     * Creates a job.
     *
     * @param scratch the empty database
     * @param repository where the backup is
     * @param source knows what is pending
     * @param classifier foresees what will happen, with what the copy holds
     * @param resolve puts values for the placeholders of a script
     */
    public RehearsalJob(
            Target scratch,
            Repository repository,
            MigrationSource source,
            MigrationClassifier classifier,
            UnaryOperator<MigrationScript> resolve) {
        this.scratch = scratch;
        this.repository = repository;
        this.source = source;
        this.classifier = classifier;
        this.resolve = resolve;
    }

    /** Runs migrations on the copy. */
    @FunctionalInterface
    public interface Runner {
        /**
         * Runs them.
         *
         * @param pending what is to be run
         * @param runs takes what each statement did
         * @throws Exception if one fails
         */
        void run(List<MigrationScript> pending, List<StatementRun> runs) throws Exception;
    }

    /**
     * Rehearses with the scripts as they stand there, statement by statement.
     *
     * @param backup of which the copy is made
     */
    public RehearsalReport run(BackupId backup) {
        return run(backup, this::statementByStatement);
    }

    /**
     * Rehearses with whatever runs the migrations.
     *
     * @param backup of which the copy is made
     * @param runner runs them
     */
    public RehearsalReport run(BackupId backup, Runner runner) {
        var restored = new ScratchCopy(scratch, repository).of(backup);
        Manifest before = repository.manifests().read(backup);
        List<MigrationScript> pending = source.pending(scratch.dataSource());
        Assessment assessment = classifier.classify(pending);
        List<StatementRun> runs = new ArrayList<>();
        long start = System.nanoTime();
        String failure = failure(pending, runs, runner);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        var aftermath = new AftermathJob(scratch, before, assessment).run();
        return new RehearsalReport(
                backup,
                restored.took(),
                pending.stream().map(MigrationScript::name).toList(),
                assessment,
                runs,
                took,
                aftermath,
                failure,
                new Surprises(assessment).in(runs, aftermath, failure));
    }

    /** What is not our own exception may hold values. */
    private static String failure(List<MigrationScript> pending, List<StatementRun> runs, Runner runner) {
        try {
            runner.run(pending, runs);
            return "";
        } catch (DbGuardException e) {
            return e.failed();
        } catch (Exception e) {
            return "the runner failed with " + e.getClass().getName();
        }
    }

    private void statementByStatement(List<MigrationScript> pending, List<StatementRun> runs) {
        try (Connection connection = scratch.dataSource().getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            for (MigrationScript script : pending) {
                new WatchedScript(scratch.provider(), resolve.apply(script), connection, runs).run(product);
            }
        } catch (SQLException e) {
            throw SqlFailures.describe("The copy could not be migrated", "only the copy was changed", e);
        }
    }
}

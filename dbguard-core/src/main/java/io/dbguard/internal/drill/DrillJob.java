package io.dbguard.internal.drill;

import io.dbguard.api.BusyException;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RequestException;
import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.DrillReport;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.report.Verification;
import io.dbguard.api.schema.Schema;
import io.dbguard.internal.Target;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.scratch.Cleanup;
import io.dbguard.internal.scratch.ScratchCopy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores a backup into a scratch database, as a restore after a disaster would, and looks at what came of it. The restore
 * itself checks every blob and reads every table back before it commits. Removes the copy from a database that stays.
 */
public final class DrillJob {
    private static final Logger LOG = LoggerFactory.getLogger(DrillJob.class);

    private static final int NAMED = 5;

    private final Target scratch;
    private final Target lasting;
    private final Repository repository;
    private final DrillOrder order;
    private final Function<BackupId, Verification> verify;
    private final List<CheckResult> results = new ArrayList<>();
    private int tables;
    private long rows;
    private Duration restored = Duration.ZERO;

    /**
     * Creates a job.
     *
     * @param scratch the empty database; its connections may be broken off
     * @param lasting the same database, with connections that last until the copy is removed
     * @param repository where the backup is
     * @param order what is asked for
     * @param verify reads a backup from end to end, to tell what a restore failed at
     */
    public DrillJob(
            Target scratch,
            Target lasting,
            Repository repository,
            DrillOrder order,
            Function<BackupId, Verification> verify) {
        this.scratch = scratch;
        this.lasting = lasting;
        this.repository = repository;
        this.order = order;
        this.verify = verify;
    }

    /**
     * Holds the drill.
     *
     * @param backup what is restored
     * @throws RequestException if the database is not empty, or of another kind; nothing was changed
     */
    public DrillReport run(BackupId backup) {
        var copy = new ScratchCopy(scratch, repository);
        Schema before = copy.checkEmpty();
        long start = System.nanoTime();
        try {
            Manifest manifest = repository.manifests().read(backup);
            restore(copy, backup, start);
            cleaningUp(before, manifest.schema(), () -> look(manifest));
        } catch (RequestException | BusyException e) {
            throw e;
        } catch (DbGuardException e) {
            restored = since(start);
            LOG.debug("The drill of {} failed", backup, e);
            results.add(CheckResult.fail(
                    "restore", "the backup " + backup + " could not be restored: " + e.failed(), e.next()));
            results.add(diagnosis(backup));
        }
        return new DrillReport(backup, Instant.now(), restored, order.wanted(), tables, rows, results);
    }

    /** What is found damaged is noted, so that the next backup stores it anew. */
    private CheckResult diagnosis(BackupId backup) {
        try {
            if (verify.apply(backup) instanceof Verification.Damaged damaged) {
                return CheckResult.fail(
                        "backup",
                        "the backup is damaged: "
                                + damaged.damages().stream()
                                        .map(damage -> damage.file() + ": " + damage.what())
                                        .limit(NAMED)
                                        .collect(Collectors.joining("; ")),
                        "choose another backup, or mend it with 'dbguard repair' from a copy");
            }
            return CheckResult.pass("backup", "the backup itself is intact, every digest and every fingerprint of it");
        } catch (DbGuardException e) {
            return CheckResult.warn("backup", "the backup could not be verified: " + e.failed(), e.next());
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void restore(ScratchCopy copy, BackupId backup, long start) {
        RestoreReport report = copy.restore(backup);
        restored = since(start);
        tables = report.tables().size();
        rows = report.rows();
        results.add(CheckResult.pass(
                "restore",
                tables + " tables with " + rows + " rows were restored in " + restored.toMillis()
                        + " ms, read back, and hold what the backup holds"));
        report.warnings().forEach(warning -> results.add(CheckResult.warn("restore", warning, "see to it beforehand")));
        order.wanted().ifPresent(this::time);
    }

    private void time(Duration wanted) {
        String words = "the restore took " + restored.toMillis() + " ms, and may take " + wanted.toMillis();
        results.add(
                restored.compareTo(wanted) <= 0
                        ? CheckResult.pass("time", words)
                        : CheckResult.fail("time", words, "allow more time, or restore on several connections"));
    }

    private void look(Manifest manifest) {
        results.addAll(new CopyCheck(scratch, manifest).run());
        order.invariants().forEach(invariant -> results.add(invariant.check(scratch.dataSource())));
    }

    /** A restore that failed has undone itself, so what is there then is somebody else's. */
    private void cleaningUp(Schema before, Schema copy, Runnable work) {
        try {
            work.run();
        } finally {
            if (order.place().stays()) {
                cleanUp(new Cleanup(lasting, before, copy));
            }
        }
    }

    /** What became of the backup is not lost for that. */
    private void cleanUp(Cleanup cleanup) {
        try {
            cleanup.run();
        } catch (DbGuardException e) {
            LOG.error("The copy could not be removed from the scratch database, and holds all rows of the backup", e);
            results.add(CheckResult.warn(
                    "cleanup",
                    "the copy could not be removed from the scratch database: " + e.failed(),
                    "empty it; it holds all rows of the backup"));
        }
    }
}

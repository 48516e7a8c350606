package io.dbguard.internal.backup;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.UnsupportedObjectException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.BackupReport;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.report.Progress.Activity;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Unsupported;
import io.dbguard.internal.BuildVersion;
import io.dbguard.internal.ProgressTracker;
import io.dbguard.internal.Target;
import io.dbguard.internal.backup.PendingTable.Archived;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.repository.KnownPieces;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.select.ScopedSchema;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one backup. The steps: open a consistent snapshot, alone of all backups of the database, read the schema, store
 * the rows, read the sequences, end the transaction, and last of all write the manifest. Whatever fails before that
 * leaves no backup.
 */
public final class BackupJob {
    private static final Logger LOG = LoggerFactory.getLogger(BackupJob.class);
    private static final int NAMES_SHOWN = 5;

    private final Target target;
    private final Repository repository;
    private final BackupOrder order;

    /**
     * Creates a job.
     *
     * @param target what to back up
     * @param repository where to
     * @param order how
     */
    public BackupJob(Target target, Repository repository, BackupOrder order) {
        this.target = target;
        this.repository = repository;
        this.order = order;
    }

    /**
     * A backup that was taken.
     *
     * @param manifest what it holds; whoever has no identity cannot read it again
     * @param writtenBytes the size of the blobs that were new
     */
    public record Taken(Manifest manifest, long writtenBytes) {

        /** Returns what is told of the backup. */
        public BackupReport report() {
            return new BackupReport(
                    manifest.header(),
                    manifest.tables().size(),
                    manifest.rows(),
                    manifest.rawBytes(),
                    writtenBytes,
                    false,
                    List.of());
        }
    }

    /** Takes the backup. */
    public BackupReport run() {
        return mayBeUnchanged()
                ? stillCurrent().find().map(this::unchanged).orElseGet(() -> take().report())
                : take().report();
    }

    private StillCurrent stillCurrent() {
        return new StillCurrent(target, repository, order.leaveOutUnsupported());
    }

    private boolean mayBeUnchanged() {
        return order.unlessUnchanged()
                && order.label().isEmpty()
                && order.scope().equals(Scope.EVERYTHING);
    }

    private BackupReport unchanged(BackupSummary backup) {
        LOG.info(
                "Nothing has changed: backup {} still holds everything",
                backup.header().id());
        return new BackupReport(backup.header(), backup.tables(), backup.rows(), backup.rawBytes(), 0, true, List.of());
    }

    /** Takes the backup and returns all that is in it. */
    public Taken take() {
        BackupIds.checkLabel(order.label());
        long start = System.nanoTime();
        try (OnlyBackup alone = OnlyBackup.open(target, repository, accessOptions())) {
            return run(alone, start);
        }
    }

    private Taken run(OnlyBackup alone, long start) {
        Captured captured = capture(alone);
        Manifest manifest = publish(captured, Duration.ofNanos(System.nanoTime() - start), alone.lock());
        stillCurrent().note(manifest, captured.state);
        BackupHeader header = manifest.header();
        KnownPieces known = captured.known();
        if (!known.pieces().isEmpty()) {
            repository.pieceNotes().write(header.id(), known);
        }
        header.warnings().forEach(warning -> LOG.warn("Backup {}: {}", header.id(), warning));
        LOG.info(
                "Backup {} is done: {} tables, {} rows, {} bytes written, {} ms",
                header.id(),
                manifest.tables().size(),
                manifest.rows(),
                captured.writtenBytes(),
                header.took().toMillis());
        return new Taken(manifest, captured.writtenBytes());
    }

    private record Captured(
            Instant time,
            LatestBackups latest,
            Parent parent,
            DatabaseInfo database,
            Optional<String> state,
            Optional<String> mark,
            Schema schema,
            List<Archived> archived,
            List<SequenceState> sequences,
            List<String> missed) {
        List<TableContent> tables() {
            return archived.stream().map(Archived::content).toList();
        }

        long writtenBytes() {
            return archived.stream().mapToLong(Archived::writtenBytes).sum();
        }

        KnownPieces known() {
            return new KnownPieces(
                    archived.stream().flatMap(table -> table.notes().stream()).toList(), mark);
        }
    }

    private AccessOptions accessOptions() {
        return new AccessOptions(table -> ScopedSchema.mayHold(order.scope(), table), target.lockWait());
    }

    private Captured capture(OnlyBackup alone) {
        Instant now = Instant.now();
        Snapshot snapshot = alone.snapshot();
        Schema schema = ScopedSchema.of(order.scope(), snapshot.schema());
        checkNothingIsMissing(schema);
        DatabaseInfo database = snapshot.database();
        LatestBackups latest = LatestBackups.in(repository);
        Instant time = latest.after(now, database, repository);
        Parent parent = Parent.of(repository, latest, database);
        ExpectedSpace.check(repository, latest, parent.blobs());
        var sizes = PipelineSizes.of(target.connections().atMost());
        try (var store = new ChunkStore(KnownDamage.blobs(repository, latest), parent.chunks(), sizes)) {
            PieceMemory memory = memory(snapshot, latest, database, time);
            List<PendingTable> pending = read(snapshot, schema, store, memory);
            List<SequenceState> sequences = ScopedSchema.sequencesOf(snapshot.sequences(), schema);
            Optional<String> state = snapshot.state();
            Optional<String> mark = order.unlessUnchanged() ? snapshot.mark(memory.mark()) : Optional.empty();
            snapshot.finish();
            alone.endSnapshot();
            List<Archived> archived = pending.stream().map(PendingTable::await).toList();
            store.settle();
            return new Captured(
                    time, latest, parent, database, state, mark, schema, archived, sequences, memory.alarms());
        }
    }

    /** Asking what rows are known by has its price too, so only who wants backups often pays it. */
    private PieceMemory memory(Snapshot snapshot, LatestBackups latest, DatabaseInfo database, Instant now) {
        return order.unlessUnchanged()
                ? new PieceMemory(snapshot.identities(), new LastNotes(repository, latest).of(database), now)
                : PieceMemory.none();
    }

    private List<PendingTable> read(Snapshot snapshot, Schema schema, ChunkStore store, PieceMemory memory) {
        var progress = new ProgressTracker(
                target.progress(), Activity.BACKUP, schema.tables().size());
        return new TablesArchiver(snapshot, store, memory, progress, target.pace())
                .read(schema.tables(), target.connections());
    }

    private void checkNothingIsMissing(Schema schema) {
        List<Unsupported> unsupported = schema.unsupported();
        if (unsupported.isEmpty() || order.leaveOutUnsupported()) {
            return;
        }
        String names = unsupported.stream()
                .limit(NAMES_SHOWN)
                .map(u -> u.object() + " (" + u.reason() + ")")
                .collect(Collectors.joining(", "));
        int more = unsupported.size() - NAMES_SHOWN;
        throw new UnsupportedObjectException(
                "The backup would be incomplete without " + names + (more > 0 ? " and " + more + " more" : ""),
                "no backup was written and the database was not changed",
                "leave these objects out explicitly, or wait for a version that knows them");
    }

    private List<String> warnings(Captured captured) {
        List<String> warnings = new ArrayList<>(alarms(captured));
        warnings.addAll(captured.missed);
        captured.schema.unsupported().forEach(u -> warnings.add("left out " + u.object() + ": " + u.reason()));
        return warnings;
    }

    /** Whoever restores knows that something is missing. */
    private List<String> alarms(Captured captured) {
        return order.reason() == BackupReason.BEFORE_RESTORE
                ? List.of()
                : ShrinkAlarms.of(
                        LastComparable.of(repository, captured.latest, captured.database, order.scope()),
                        captured.tables());
    }

    private Manifest publish(Captured captured, Duration took, HeldLock lock) {
        var publication = new Publication(repository, lock);
        List<String> warnings = warnings(captured);
        Instant time = captured.time;
        for (int attempt = 0; attempt < 1000; attempt++) {
            var header = new BackupHeader(
                    BackupIds.of(time, order.label()),
                    captured.parent.id(),
                    time,
                    order.label(),
                    order.reason(),
                    BuildVersion.current(),
                    captured.database,
                    order.scope(),
                    took,
                    warnings);
            var manifest =
                    new Manifest(header, captured.schema, captured.tables(), captured.sequences, target.groups());
            if (publication.publish(manifest)) {
                return manifest;
            }
            // Another backup was taken in the same millisecond.
            time = time.plusMillis(1);
        }
        throw new RepositoryException(
                "No free name was found for the backup in " + repository.describe(),
                "all earlier backups are whole",
                "check the clock of this machine");
    }
}

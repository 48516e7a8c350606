package io.dbguard.internal.verify;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.SampleReport;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.internal.repository.DamagedBlobException;
import io.dbguard.internal.repository.DamagedManifestException;
import io.dbguard.internal.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads all manifests and a share of all blobs, another share each time. A damaged blob is noted with every backup that
 * needs it; a backup all of whose blobs were read since it was there counts as verified when the first of them was.
 */
public final class SampleJob {
    private static final int ALL = 100;

    private final Repository repository;
    private final Rotation rotation;
    private final List<Damage> damages = new ArrayList<>();
    private final List<BackupId> read = new ArrayList<>();
    private final NavigableSet<BackupId> affected = new TreeSet<>();
    private final Map<String, Boolean> intact = new HashMap<>();
    private long storedBytes;

    /**
     * Creates a job.
     *
     * @param repository what to read
     * @param percent how much of it at a time, from 1 to 100
     * @throws RequestException if it is another number
     */
    public SampleJob(Repository repository, int percent) {
        if (percent < 1 || percent > ALL) {
            throw new RequestException(
                    "A sample of " + percent + " % cannot be taken", "nothing was done", "choose 1 to 100 %");
        }
        this.repository = repository;
        this.rotation = Rotation.load(repository.storage(), (ALL + percent - 1) / percent);
    }

    /** Reads. */
    public SampleReport run() {
        Instant start = Instant.now();
        List<BackupId> there = repository.manifests().ids();
        Rotation after = rotation.advanced(start, there);
        for (BackupId id : there) {
            verify(id, after);
        }
        rotation.advanced(start, read).save(repository.storage());
        return new SampleReport(
                rotation.next() + 1, rotation.shares(), intact.size(), storedBytes, damages, new ArrayList<>(affected));
    }

    private void verify(BackupId id, Rotation after) {
        try {
            Manifest manifest = repository.manifests().read(id);
            readShare(manifest);
            read.add(id);
            if (!affected.contains(id)
                    && repository.verifications().findDamage(id).isEmpty()) {
                proven(manifest, after).ifPresent(when -> note(id, when));
            }
        } catch (RequestException e) {
            if (repository.manifests().ids().contains(id)) {
                throw e; // It cannot be opened with these keys.
            }
            // A prune has removed it since its name was read.
        } catch (DamagedManifestException e) {
            addUnreadable(id, e);
            repository.verifications().recordDamage(id, Instant.now());
        } catch (RepositoryException e) {
            // Not noted: at another time, or for whoever trusts others or is newer, it may be good.
            addUnreadable(id, e);
        }
    }

    private void readShare(Manifest manifest) {
        for (var content : manifest.tables()) {
            for (Chunk chunk : content.chunks()) {
                if (rotation.isNext(chunk.blob())
                        && !isIntact(chunk, content.table().name().toString())) {
                    markDamaged(manifest.header().id());
                }
            }
        }
    }

    private void addUnreadable(BackupId id, RepositoryException e) {
        damages.add(new Damage(repository.manifests().path(id), "", e.failed()));
        affected.add(id);
    }

    private void markDamaged(BackupId id) {
        if (affected.add(id)) {
            repository.verifications().recordDamage(id, Instant.now());
        }
    }

    /** A blob that several backups need is read once, and is a damage of each of them. */
    private boolean isIntact(Chunk chunk, String table) {
        Boolean known = intact.get(chunk.blob());
        if (known != null) {
            return known;
        }
        boolean good = true;
        try {
            repository.blobs().get(chunk);
        } catch (DamagedBlobException e) {
            damages.add(new Damage(e.path(), table, e.what()));
            good = false;
        }
        storedBytes += chunk.storedBytes();
        intact.put(chunk.blob(), good);
        return good;
    }

    /** Returns since when each blob is known to be intact, if each was read for this backup. */
    private static Optional<Instant> proven(Manifest manifest, Rotation after) {
        BackupId id = manifest.header().id();
        if (manifest.storedBytes() == 0) {
            return Optional.of(Instant.now());
        }
        Optional<Instant> oldest = Optional.empty();
        for (var content : manifest.tables()) {
            for (Chunk chunk : content.chunks()) {
                Optional<Instant> read = after.lastRead(chunk.blob(), id);
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                oldest = oldest.filter(read.get()::isAfter).or(() -> read);
            }
        }
        return oldest;
    }

    /** A backup that was read from end to end later than that stays as it is. */
    private void note(BackupId id, Instant when) {
        if (repository.verifications().find(id).filter(when::isBefore).isEmpty()) {
            repository.verifications().record(id, when);
        }
    }
}

package io.dbguard.internal.place;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.report.CopyState;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.audit.FollowedLog;
import io.dbguard.internal.repository.Descriptor;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.internal.retention.PlaceRetention;
import io.dbguard.internal.storage.SpaceWatch;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place with backups and its copies. Thread-safe.
 *
 * @param first where backups are written
 * @param others where they are copied to
 */
public record Copies(Storage first, List<Copy> others) {
    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);

    /** Copies the list, so that this can be shared. */
    public Copies {
        others = List.copyOf(others);
    }

    /** Returns the place for reading: with copies, whatever they have intact stands in for what is damaged. */
    public Storage toRead() {
        return others.isEmpty() ? first : PlacesStorage.of(first, storages());
    }

    /** Something that is done with places read as one, and with what was found wrong meanwhile. */
    @FunctionalInterface
    public interface Work<T> {
        /**
         * Does it.
         *
         * @param storage the places
         * @param findings gives what was found since it was last asked
         */
        T with(Storage storage, Supplier<List<Finding>> findings);
    }

    /**
     * Verifies a backup where it is: in the first place or, if that has let go of it, in the first copy that has it.
     *
     * @param id the backup
     * @param work what is to be done
     */
    public <T> T verifyIn(BackupId id, Work<T> work) {
        List<Storage> order = new ArrayList<>(storages());
        order.add(0, first);
        Storage home =
                order.stream().filter(place -> has(place, id)).findFirst().orElse(first);
        order.remove(home);
        PlacesStorage storage = PlacesStorage.of(home, order);
        return work.with(storage, storage::takeFindings);
    }

    private static boolean has(Storage place, BackupId id) {
        try {
            RepositoryPaths paths =
                    new CheckedFiles(place).descriptor().map(Descriptor::paths).orElse(null);
            return paths != null && place.size(paths.manifest(id)).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the place for writing. Where it is empty although a copy is not, it was lost, or is not mounted; it then
     * becomes the same repository again, so that the copy stays a copy.
     */
    public Storage toWrite() {
        if (!others.isEmpty() && isEmpty()) {
            PlacesStorage.of(first, storages())
                    .readIntact(RepositoryPaths.DESCRIPTOR)
                    .ifPresent(this::adopt);
        }
        return first;
    }

    /**
     * Brings all copies up to date, one after the other, and remembers how far each came. Then each lets go of what it does
     * not keep.
     *
     * @param patience how long to wait while somebody removes backups
     * @param database whose backups a copy lets go of; empty for all
     */
    public List<CopyState> bringUpToDate(Duration patience, Optional<DatabaseInfo> database) {
        var records = new CopyRecords(first);
        List<CopyState> states = new ArrayList<>();
        for (Copy copy : others) {
            Optional<PlaceRetention> retention = copy.keep().map(rules -> new PlaceRetention(rules, database));
            CopyState state = copyTo(copy, retention, records, patience);
            states.add(state);
            if (state.upToDate()) {
                retention.ifPresent(rules -> letGo(rules, copy.storage()));
            }
        }
        return states;
    }

    /** The copy may have gone away since it was brought up to date. */
    private static void letGo(PlaceRetention rules, Storage copy) {
        try {
            rules.apply(Repository.open(copy));
        } catch (RuntimeException e) {
            LOG.warn("Old backups could not be removed from {}: {}", copy.describe(), e.getMessage(), e);
        }
    }

    /** Returns what copies hold of the audit log and the first place does not; one that does not answer says nothing. */
    public List<String> missingInLog() {
        Optional<Descriptor> identity = new CheckedFiles(first).descriptor();
        List<String> missing = new ArrayList<>();
        for (Copy copy : others) {
            try {
                if (new CheckedFiles(copy.storage()).descriptor().equals(identity)) {
                    missing.addAll(new FollowedLog(copy.storage(), first).missing());
                }
            } catch (IOException e) {
                LOG.warn(
                        "The audit log could not be compared with the copy in {}: {}",
                        copy.storage().describe(),
                        IoReason.of(e));
            }
        }
        return missing;
    }

    private CopyState copyTo(Copy copy, Optional<PlaceRetention> retention, CopyRecords records, Duration patience) {
        var watched = new SpaceWatch(copy.storage());
        var job = new CopyJob(PlacesStorage.of(first, otherThan(copy)), watched, retention, patience);
        CopyState state = job.run();
        return job.reached() ? records.note(state, job.seen()) : records.noteUnreached(state);
    }

    private List<Storage> storages() {
        return others.stream().map(Copy::storage).toList();
    }

    private List<Storage> otherThan(Copy copy) {
        return storages().stream().filter(place -> place != copy.storage()).toList();
    }

    private boolean isEmpty() {
        try {
            return first.size(RepositoryPaths.DESCRIPTOR).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private void adopt(byte[] descriptor) {
        LOG.warn(
                "{} is empty, but a copy of it is not. If it was lost, 'dbguard repair' brings its backups back",
                first.describe());
        try {
            first.create(RepositoryPaths.DESCRIPTOR, descriptor);
        } catch (IOException e) {
            LOG.debug("{} cannot be made: {}", RepositoryPaths.DESCRIPTOR, IoReason.of(e));
        }
    }
}

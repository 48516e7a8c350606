package io.dbguard.internal.lock;

import io.dbguard.internal.IoReason;
import io.dbguard.internal.host.RunningProcess.Fate;
import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The locks of a repository as files. */
final class LockFolder {
    private static final Logger LOG = LoggerFactory.getLogger(LockFolder.class);
    private static final String FOLDER = "locks";
    private static final String SUFFIX = ".json";
    private static final Duration UNFINISHED = Duration.ofHours(24);

    private final Storage storage;
    private final Duration expiry;

    LockFolder(Storage storage, Duration expiry) {
        this.storage = storage;
        this.expiry = expiry;
    }

    Storage storage() {
        return storage;
    }

    static String path(String id) {
        return FOLDER + "/" + id + SUFFIX;
    }

    /**
     * Finds a lock that stands in the way of one that is already stored, and removes those of the dead. Of two who store
     * their locks and then look, at least one sees the other's: this is all that the locks rest on.
     */
    Optional<LockRecord> obstacleTo(LockRecord own) throws IOException {
        for (String path : storage.list(FOLDER)) {
            if (!path.endsWith(SUFFIX) || path.equals(path(own.id()))) {
                continue;
            }
            Optional<byte[]> content = read(path);
            if (content.isPresent() && isObstacle(path, content.get(), own)) {
                return content.map(c -> LockRecord.parse(idOf(path), c));
            }
        }
        return Optional.empty();
    }

    private boolean isObstacle(String path, byte[] content, LockRecord own) throws IOException {
        if (LockRecord.isReleased(content)) {
            storage.delete(path);
            return false;
        }
        LockRecord other = LockRecord.parse(idOf(path), content);
        if (isDead(other, own.id())) {
            remove(other, content);
            return false;
        }
        return own.conflictsWith(other);
    }

    /** Tells the time of the storage by the file of a lock that was just written. */
    Instant modified(String id) throws IOException {
        return find(path(id))
                .map(Stored::modified)
                .orElseThrow(() -> new NoSuchFileException(path(id), null, "the lock is gone"));
    }

    Optional<byte[]> read(String path) throws IOException {
        try {
            return Optional.of(storage.read(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Turns a lock into something that is none, unless it has changed, and then removes that. Also for a thread that was
     * interrupted, which could do nothing to a file: what it left would look like the lock of somebody alive.
     */
    boolean release(String id, byte[] content) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return replaceAndRemove(id, content);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean replaceAndRemove(String id, byte[] content) throws IOException {
        if (!storage.replaceIfUnchanged(path(id), content, LockRecord.released())) {
            return false;
        }
        storage.delete(path(id));
        return true;
    }

    /** The times are asked for after the content was read: if it was renewed since, taking it over fails. */
    private boolean isDead(LockRecord other, String own) throws IOException {
        Fate fate = other.owner().fate(other.id());
        if (fate != Fate.UNKNOWN) {
            return fate == Fate.GONE;
        }
        Optional<Stored> theirs = find(path(other.id()));
        return theirs.isPresent()
                && Duration.between(theirs.get().modified(), modified(own)).compareTo(expiry) > 0;
    }

    private void remove(LockRecord dead, byte[] content) throws IOException {
        if (release(dead.id(), content)) {
            LOG.warn("The lock of {} in {} was removed, since its owner is dead", dead.holder(), storage.describe());
            tidyUp();
        }
    }

    /** Whoever takes a lock must not fail at what somebody else has left. */
    private void tidyUp() {
        try {
            int pieces = storage.discardUnfinished(UNFINISHED);
            LOG.info("{} unfinished files that it left were removed", pieces);
        } catch (IOException e) {
            LOG.warn("Unfinished files that it left could not be removed: {}", IoReason.of(e));
        }
    }

    private Optional<Stored> find(String path) throws IOException {
        return storage.stored(FOLDER).stream()
                .filter(stored -> stored.path().equals(path))
                .findFirst();
    }

    private static String idOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - SUFFIX.length());
    }
}

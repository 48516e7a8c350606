package io.dbguard.internal.place;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.report.RepairReport;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.lock.Hold;
import io.dbguard.internal.lock.RepositoryLocks;
import io.dbguard.internal.repository.Descriptor;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.Optional;

/** Mends a place from another, after a look whether both hold the same repository, while nobody removes anything. */
public final class RepairJob {
    private static final String DOING = "repair";

    private final CheckedFiles target;
    private final CheckedFiles source;
    private final boolean dryRun;

    /**
     * Creates a job.
     *
     * @param target the place to be mended
     * @param source a place with the same backups
     * @param dryRun whether to say only what would be done
     */
    public RepairJob(Storage target, Storage source, boolean dryRun) {
        this.target = new CheckedFiles(target);
        this.source = new CheckedFiles(source);
        this.dryRun = dryRun;
    }

    /**
     * Mends.
     *
     * @throws RequestException if the other place is no copy of this one
     * @throws RepositoryException if one of the two does not answer; what was mended stays mended
     * @throws io.dbguard.api.BusyException if somebody removes backups in one of the two for longer than 30 seconds
     */
    public RepairReport run() {
        Descriptor descriptor = checkIdentity();
        var mending = new Mending(target, source, descriptor.paths(), dryRun);
        return hold(source, true).during(() -> hold(target, dryRun).during(() -> mend(mending)));
    }

    private static Hold hold(CheckedFiles place, boolean reading) {
        var locks = new RepositoryLocks(place.storage());
        return reading
                ? locks.reading(DOING, RepositoryLocks.USUAL_WAIT)
                : locks.shared(DOING, RepositoryLocks.USUAL_WAIT);
    }

    private RepairReport mend(Mending mending) {
        try {
            return mending.run();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Descriptor checkIdentity() {
        Descriptor theirs = source.descriptor()
                .orElseThrow(() -> new RequestException(
                        "There is no dbguard repository to repair from in "
                                + source.storage().describe() + ": " + RepositoryPaths.DESCRIPTOR + ", "
                                + source.read(RepositoryPaths.DESCRIPTOR).problem(),
                        "nothing was changed",
                        "check the path"));
        try {
            Optional<Descriptor> own = target.descriptor();
            if (own.isPresent()) {
                SameRepository.check(theirs, own.get());
            } else {
                SameRepository.checkFolder(target.storage(), theirs);
            }
        } catch (IOException e) {
            throw new RequestException(
                    source.storage().describe() + " is no copy of "
                            + target.storage().describe() + ": " + IoReason.of(e),
                    "nothing was changed",
                    "name a place that was filled with --copy-to or 'dbguard copy'",
                    e);
        }
        return theirs;
    }

    private RepositoryException failed(IOException e) {
        return new RepositoryException(
                "The repair of " + target.storage().describe() + " from "
                        + source.storage().describe() + " was cut off: " + IoReason.of(e),
                "what was mended before stays mended, and nothing that was intact was touched",
                "check both places and run it again",
                e);
    }
}

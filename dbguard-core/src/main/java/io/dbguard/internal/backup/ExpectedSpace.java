package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.StoredBlob;
import io.dbguard.internal.storage.SpaceWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what is free with what a backup is expected to write, so that one that cannot fit does not begin. Expected is
 * what the last backup wrote, or the one before if that was less: after a bulk load the next backup is small again, and
 * a backup that is refused for nothing is a loss of its own.
 */
final class ExpectedSpace {
    private static final int LOOKED_AT = 3;

    private ExpectedSpace() {}

    static void check(Repository repository, LatestBackups latest, List<StoredBlob> last) {
        OptionalLong free = repository.storage().freeBytes();
        if (free.isEmpty() || free.getAsLong() >= withMargin(bytes(last.stream()))) {
            return;
        }
        long expected = withMargin(expected(repository, latest));
        if (free.getAsLong() < expected) {
            throw new RepositoryException(
                    "The backup would not fit into " + repository.describe() + ": "
                            + SpaceWatch.megabytes(free.getAsLong()) + " are free, and "
                            + SpaceWatch.megabytes(expected)
                            + " are expected, as earlier backups wrote and with a margin",
                    "no backup was begun, and all earlier ones are whole",
                    "free some space there, or choose another place");
        }
    }

    private static long withMargin(long bytes) {
        return bytes + bytes / 5 + SpaceWatch.RESERVE;
    }

    /** Of the newest backups, how much each had to write, and of these the least. */
    private static long expected(Repository repository, LatestBackups latest) {
        List<List<StoredBlob>> newest = new ArrayList<>();
        for (BackupId id : latest.few(LOOKED_AT)) {
            try {
                newest.add(repository.manifests().blobs(id));
            } catch (DbGuardException e) {
                return 0;
            }
        }
        long least = newest.size() < 2 ? 0 : Long.MAX_VALUE;
        for (int i = 1; i < newest.size(); i++) {
            least = Math.min(least, written(newest.get(i), newest.get(i - 1)));
        }
        return least;
    }

    private static long written(List<StoredBlob> before, List<StoredBlob> after) {
        Set<String> known = before.stream().map(StoredBlob::blob).collect(Collectors.toSet());
        return bytes(after.stream().filter(blob -> !known.contains(blob.blob())));
    }

    private static long bytes(Stream<StoredBlob> blobs) {
        return blobs.mapToLong(StoredBlob::storedBytes).sum();
    }
}

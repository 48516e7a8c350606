package io.dbguard.internal.place;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which blobs a backup cannot do without. */
final class Needs {
    private final Storage storage;
    private final RepositoryPaths paths;

    Needs(Storage storage, RepositoryPaths paths) {
        this.storage = storage;
        this.paths = paths;
    }

    /**
     * Returns the paths of the blobs of a backup. Where that cannot be read, since it is of a newer format, these are all
     * that the place has: rather too much than too little.
     */
    Set<String> of(BackupId id) throws IOException {
        try {
            Set<String> needed = new LinkedHashSet<>();
            Repository.open(storage).manifests().blobs(id).forEach(blob -> needed.add(paths.blob(blob.blob())));
            return needed;
        } catch (DbGuardException e) {
            return new LinkedHashSet<>(storage.list(RepositoryPaths.BLOBS));
        }
    }
}

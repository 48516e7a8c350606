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

    Needs(Storage storage) {
        this.storage = storage;
    }

    /**
     * Returns the paths of the blobs of a backup. Where its manifest keeps them to itself, since it is encrypted or of a
     * newer format, these are all that the place has: rather too much than too little.
     */
    Set<String> of(BackupId id) throws IOException {
        try {
            Set<String> paths = new LinkedHashSet<>();
            Repository.open(storage).manifests().read(id).tables().stream()
                    .flatMap(content -> content.chunks().stream())
                    .forEach(chunk -> paths.add(RepositoryPaths.blob(chunk.blob())));
            return paths;
        } catch (DbGuardException e) {
            return new LinkedHashSet<>(storage.list(RepositoryPaths.BLOBS));
        }
    }
}

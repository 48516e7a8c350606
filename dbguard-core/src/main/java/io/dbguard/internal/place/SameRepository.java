package io.dbguard.internal.place;

import io.dbguard.internal.repository.Descriptor;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;

/** Whether one place is a copy of another, file for file. */
final class SameRepository {
    private SameRepository() {}

    /**
     * Compares what two places say of themselves.
     *
     * @throws IOException if they are not the same, with words that follow the name of the copy
     */
    static void check(Descriptor copy, Descriptor original) throws IOException {
        if (!copy.id().equals(original.id())) {
            throw new IOException("it holds another repository; each needs a place of its own");
        }
        if (!copy.equals(original)) {
            throw new IOException("it is sealed to other recipients, as it was before 'dbguard rekey';"
                    + " start a new copy in an empty place, then remove this one");
        }
    }

    /**
     * Looks whether a place that no longer says what it is may be mended from a copy.
     *
     * @throws IOException if it has backups where the copy has none, with words that follow the name of the copy
     */
    static void checkFolder(Storage place, Descriptor copy) throws IOException {
        for (String folder : RepositoryPaths.MANIFEST_FOLDERS) {
            if (!folder.equals(copy.manifests()) && !place.list(folder).isEmpty()) {
                throw new IOException("it is from before or after a 'dbguard rekey'");
            }
        }
    }
}

package io.dbguard.internal.place;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Which files in the folder of the manifests belong to which backup: the manifest, its digest, its signature. */
final class ManifestFiles {
    private static final String SUFFIX = ".json";

    private ManifestFiles() {}

    /** Returns the manifest that a file beside it belongs to. */
    static String manifestOf(String path) {
        int end = path.lastIndexOf(SUFFIX);
        return end < 0 ? path : path.substring(0, end + SUFFIX.length());
    }

    /** Lists the files of each backup, oldest backup first, the manifest last of each. A backup without one is none. */
    static NavigableMap<BackupId, List<String>> in(Storage storage) throws IOException {
        var found = new TreeMap<BackupId, List<String>>();
        List<String> paths = storage.list(RepositoryPaths.MANIFESTS);
        paths.stream()
                .filter(RepositoryPaths::isManifest)
                .forEach(path -> found.put(RepositoryPaths.backupOf(path), new ArrayList<>()));
        for (String path : paths) {
            String manifest = manifestOf(path);
            List<String> files = manifest.endsWith(SUFFIX) ? found.get(RepositoryPaths.backupOf(manifest)) : null;
            if (files != null && !path.equals(manifest)) {
                files.add(path);
            }
        }
        found.forEach((id, files) -> files.add(RepositoryPaths.manifest(id)));
        return found;
    }
}

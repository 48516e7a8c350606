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
    private ManifestFiles() {}

    /** Lists the files of each backup, oldest backup first, the manifest last of each. A backup without one is none. */
    static NavigableMap<BackupId, List<String>> in(Storage storage, RepositoryPaths paths) throws IOException {
        var found = new TreeMap<BackupId, List<String>>();
        List<String> files = storage.list(paths.manifests());
        files.stream().filter(paths::isManifest).forEach(path -> found.put(paths.backupOf(path), new ArrayList<>()));
        for (String path : files) {
            List<String> siblings = found.get(RepositoryPaths.fileAt(path).id());
            if (siblings != null && !paths.isManifest(path)) {
                siblings.add(path);
            }
        }
        found.forEach((id, siblings) -> siblings.add(paths.manifest(id)));
        return found;
    }
}

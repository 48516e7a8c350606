package io.dbguard.internal.retention;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.spi.storage.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which file in {@code manifests/} belongs to which backup: its name begins with that of the manifest. A label may hold
 * dots, so among several backups the longest name counts.
 */
public final class BackupFiles {
    private final Map<BackupId, List<String>> byBackup = new HashMap<>();
    private final List<Stored> ownerless = new ArrayList<>();

    /**
     * Sorts files.
     *
     * @param backups all there are
     * @param files what is in {@code manifests/}
     */
    public BackupFiles(Collection<BackupId> backups, List<Stored> files) {
        Set<BackupId> known = new HashSet<>(backups);
        for (Stored file : files) {
            Optional<BackupId> owner = ownerOf(file.path(), known);
            if (owner.isPresent()) {
                byBackup.computeIfAbsent(owner.get(), id -> new ArrayList<>()).add(file.path());
            } else {
                ownerless.add(file);
            }
        }
    }

    /**
     * Returns the files of a backup, its manifest first: without that, there is no backup any more.
     *
     * @param id the backup
     */
    public List<String> of(BackupId id) {
        String manifest = "/" + id + ".json";
        var files = new ArrayList<>(byBackup.getOrDefault(id, List.of()));
        files.sort((a, b) -> Boolean.compare(b.endsWith(manifest), a.endsWith(manifest)));
        return files;
    }

    /** Returns what a writer or a prune left that was cut off. */
    List<Stored> ownerless() {
        return List.copyOf(ownerless);
    }

    private static Optional<BackupId> ownerOf(String path, Set<BackupId> known) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        // The digest of the backup a, a.json.sha256, is not of a backup that is called a.json.
        Optional<BackupId> strict = longest(name, known, ".json");
        return strict.isPresent() ? strict : longest(name, known, ".");
    }

    private static Optional<BackupId> longest(String name, Set<BackupId> known, String next) {
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            var id = new BackupId(name.substring(0, dot));
            if (known.contains(id) && name.startsWith(next, dot)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }
}

package io.dbguard.internal.retention;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which file belongs to which backup: its name begins with that of the manifest. A label may hold dots, so among several
 * backups the longest name counts.
 */
public final class BackupFiles {
    private static final Pattern MANIFEST = Pattern.compile(".*\\.json(\\.age)?");
    private static final Pattern COMPANION = Pattern.compile("(.*)(\\.json(\\.age)?\\.(sha256|sig)|\\.head|\\.blobs)");

    private final Map<BackupId, List<String>> byBackup = new HashMap<>();
    private final List<Stored> ownerless = new ArrayList<>();

    BackupFiles(Collection<BackupId> backups, List<Stored> files) {
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
     * Looks through a repository.
     *
     * @param storage where it is
     * @param backups all that are in it
     * @throws IOException if it cannot be listed
     */
    public static BackupFiles in(Storage storage, Collection<BackupId> backups) throws IOException {
        List<Stored> files = new ArrayList<>();
        for (String folder : RepositoryPaths.MANIFEST_FOLDERS) {
            files.addAll(storage.stored(folder));
        }
        return new BackupFiles(backups, files);
    }

    /**
     * Returns the files of a backup, its manifest first: without that, there is no backup any more.
     *
     * @param id the backup
     */
    public List<String> of(BackupId id) {
        var files = new ArrayList<>(byBackup.getOrDefault(id, List.of()));
        files.sort(Comparator.comparing((String file) -> !isManifest(file)).thenComparing(file -> file));
        return files;
    }

    /** Returns manifests of which nobody knows anything; there must be none before a blob is called unused. */
    List<String> strangeManifests() {
        return ownerless.stream()
                .map(Stored::path)
                .filter(BackupFiles::isManifest)
                .toList();
    }

    /** Returns what belongs to a manifest that is not there, which a writer or a prune left that was cut off. */
    List<Stored> leftovers() {
        Set<String> manifests = new HashSet<>(strangeManifests());
        return ownerless.stream()
                .filter(file -> {
                    var companion = COMPANION.matcher(file.path());
                    return companion.matches()
                            && !manifests.contains(companion.group(1) + ".json")
                            && !manifests.contains(companion.group(1) + ".json.age");
                })
                .toList();
    }

    private static boolean isManifest(String file) {
        return MANIFEST.matcher(file).matches();
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

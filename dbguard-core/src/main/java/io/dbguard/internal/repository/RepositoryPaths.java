package io.dbguard.internal.repository;

import io.dbguard.api.manifest.BackupId;

/** Where things lie in a repository; see docs/repository-format.md. */
public final class RepositoryPaths {
    /** What the place is. */
    public static final String DESCRIPTOR = "dbguard.json";
    /** The folder of the manifests and of what belongs to each. */
    public static final String MANIFESTS = "manifests";
    /** The folder of the blobs. */
    public static final String BLOBS = "blobs";

    private static final String MANIFEST_SUFFIX = ".json";

    private RepositoryPaths() {}

    /**
     * Returns where the manifest of a backup is.
     *
     * @param id the backup
     */
    public static String manifest(BackupId id) {
        return MANIFESTS + "/" + id + MANIFEST_SUFFIX;
    }

    /**
     * Returns where the digest of a manifest is.
     *
     * @param id the backup
     */
    public static String manifestDigest(BackupId id) {
        return manifest(id) + ".sha256";
    }

    /**
     * Returns where it is noted when a backup was last checked.
     *
     * @param id the backup
     */
    public static String verification(BackupId id) {
        return "verified/" + id + ".json";
    }

    /**
     * Returns where a blob is.
     *
     * @param name its digest
     */
    public static String blob(String name) {
        return BLOBS + "/" + name.substring(0, 2) + "/" + name + ".zst";
    }

    /**
     * Returns whether a file is a manifest.
     *
     * @param path the file
     */
    public static boolean isManifest(String path) {
        return path.endsWith(MANIFEST_SUFFIX);
    }

    /**
     * Returns the backup whose manifest a file is.
     *
     * @param manifestPath the file
     */
    public static BackupId backupOf(String manifestPath) {
        return new BackupId(
                manifestPath.substring(MANIFESTS.length() + 1, manifestPath.length() - MANIFEST_SUFFIX.length()));
    }
}

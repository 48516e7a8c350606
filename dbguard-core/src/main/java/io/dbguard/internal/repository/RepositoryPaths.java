package io.dbguard.internal.repository;

import io.dbguard.api.manifest.BackupId;

/** Where things lie in a repository; see docs/repository-format.md. */
final class RepositoryPaths {
    static final String DESCRIPTOR = "dbguard.json";
    static final String MANIFESTS = "manifests";
    static final String BLOBS = "blobs";

    private static final String MANIFEST_SUFFIX = ".json";

    private RepositoryPaths() {}

    static String manifest(BackupId id) {
        return MANIFESTS + "/" + id + MANIFEST_SUFFIX;
    }

    static String manifestDigest(BackupId id) {
        return manifest(id) + ".sha256";
    }

    static String verification(BackupId id) {
        return "verified/" + id + ".json";
    }

    static String blob(String name) {
        return BLOBS + "/" + name.substring(0, 2) + "/" + name + ".zst";
    }

    static boolean isManifest(String path) {
        return path.endsWith(MANIFEST_SUFFIX);
    }

    static BackupId backupOf(String manifestPath) {
        return new BackupId(
                manifestPath.substring(MANIFESTS.length() + 1, manifestPath.length() - MANIFEST_SUFFIX.length()));
    }
}

package io.dbguard.internal.repository;

import io.dbguard.api.manifest.BackupId;

/**
 * Where things lie in a repository; see docs/repository-format.md.
 *
 * @param manifests the folder with the manifests; each change of recipients goes to the other of two
 * @param suffix what the names of encrypted files end with, empty in a plain repository
 */
record RepositoryPaths(String manifests, String suffix) {
    static final String DESCRIPTOR = "dbguard.json";
    static final String MANIFESTS = "manifests";
    static final String OTHER_MANIFESTS = "manifests-2";
    static final String BLOBS = "blobs";

    private static final String MANIFEST_SUFFIX = ".json";

    /** Returns what the name of a manifest ends with. */
    String manifestSuffix() {
        return MANIFEST_SUFFIX + suffix;
    }

    String manifest(BackupId id) {
        return file(id, manifestSuffix());
    }

    /** Returns one of the files that belong to a backup. */
    String file(BackupId id, String fileSuffix) {
        return manifests + "/" + id + fileSuffix;
    }

    String manifestDigest(BackupId id) {
        return manifest(id) + ".sha256";
    }

    String signature(BackupId id) {
        return manifest(id) + ".sig";
    }

    static String verification(BackupId id) {
        return "verified/" + id + ".json";
    }

    String blob(String name) {
        return BLOBS + "/" + name.substring(0, 2) + "/" + name + ".zst" + suffix;
    }

    boolean isManifest(String path) {
        return path.endsWith(manifestSuffix());
    }

    BackupId backupOf(String manifestPath) {
        return new BackupId(manifestPath.substring(
                manifests.length() + 1, manifestPath.length() - manifestSuffix().length()));
    }
}

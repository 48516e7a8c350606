package io.dbguard.internal.repository;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.seal.AgeSealing;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Where things lie in a repository; see docs/repository-format.md.
 *
 * @param manifests the folder with the manifests; each change of recipients goes to the other of two
 * @param suffix what the names of encrypted files end with, empty in a plain repository
 */
public record RepositoryPaths(String manifests, String suffix) {
    /** What the place is. */
    public static final String DESCRIPTOR = "dbguard.json";

    /** The folder of the blobs. */
    public static final String BLOBS = "blobs";

    static final String MANIFESTS = "manifests";
    static final String OTHER_MANIFESTS = "manifests-2";

    /** The folders in one of which the manifests are. */
    public static final List<String> MANIFEST_FOLDERS = List.of(MANIFESTS, OTHER_MANIFESTS);

    /** The folder of what verifications found. */
    public static final String VERIFIED = "verified";

    private static final String CURRENT = "current";
    private static final String PIECES = "pieces";
    private static final String DRILLED = "drilled";

    /** The folders with a note for each backup. */
    public static final List<String> NOTES = List.of(VERIFIED, CURRENT, PIECES, DRILLED);

    private static final String MANIFEST_SUFFIX = ".json";
    private static final String DIGEST_SUFFIX = ".sha256";
    private static final String SIGNATURE_SUFFIX = ".sig";

    /** Returns what the name of a manifest ends with. */
    String manifestSuffix() {
        return MANIFEST_SUFFIX + suffix;
    }

    /**
     * Returns where the manifest of a backup is.
     *
     * @param id the backup
     */
    public String manifest(BackupId id) {
        return file(id, manifestSuffix());
    }

    /** Returns one of the files that belong to a backup. */
    String file(BackupId id, String fileSuffix) {
        return manifests + "/" + id + fileSuffix;
    }

    /**
     * Returns where the digests of a backup's files are.
     *
     * @param id the backup
     */
    public String manifestDigest(BackupId id) {
        return manifest(id) + DIGEST_SUFFIX;
    }

    /**
     * Returns where the signature of a backup is, if it has one.
     *
     * @param id the backup
     */
    public String signature(BackupId id) {
        return manifest(id) + SIGNATURE_SUFFIX;
    }

    /**
     * Returns where it is noted when a backup was last read.
     *
     * @param id the backup
     */
    public static String verification(BackupId id) {
        return note(VERIFIED, id);
    }

    /**
     * Returns where it is noted in which state of the database a backup was taken.
     *
     * @param id the backup
     */
    public static String current(BackupId id) {
        return note(CURRENT, id);
    }

    /**
     * Returns where it is noted what the rows of a backup are known by.
     *
     * @param id the backup
     */
    public static String pieces(BackupId id) {
        return note(PIECES, id);
    }

    /**
     * Returns where it is noted what came of restoring a backup into a scratch database.
     *
     * @param id the backup
     */
    public static String drill(BackupId id) {
        return note(DRILLED, id);
    }

    /**
     * Returns where the last drill of a database is noted, whatever has become of the backup since.
     *
     * @param database which
     */
    static String lastDrill(DatabaseInfo database) {
        return DRILLED + "/last-"
                + Sha256.of(database.key().getBytes(StandardCharsets.UTF_8)).substring(0, 16) + ".json";
    }

    /**
     * Returns where something is noted of a backup.
     *
     * @param folder one of {@link #NOTES}
     * @param id the backup
     */
    public static String note(String folder, BackupId id) {
        return folder + "/" + id + ".json";
    }

    /**
     * Returns where a blob is.
     *
     * @param name its digest
     */
    public String blob(String name) {
        return BLOBS + "/" + name.substring(0, 2) + "/" + name + ".zst" + suffix;
    }

    /**
     * Returns whether a file is a manifest.
     *
     * @param path a file in the folder of the manifests
     */
    public boolean isManifest(String path) {
        return path.endsWith(manifestSuffix());
    }

    /**
     * Returns the backup whose manifest a file is.
     *
     * @param manifestPath the file
     */
    public BackupId backupOf(String manifestPath) {
        return new BackupId(manifestPath.substring(
                manifests.length() + 1, manifestPath.length() - manifestSuffix().length()));
    }

    /**
     * Returns the backup that a file beside a manifest belongs to, or the manifest itself.
     *
     * @param path a file in either folder of manifests
     */
    public static BackupFile fileAt(String path) {
        int slash = path.indexOf('/');
        String suffix = "";
        String name = path.substring(slash + 1);
        for (String beside : List.of(DIGEST_SUFFIX, SIGNATURE_SUFFIX)) {
            if (name.endsWith(beside)) {
                name = name.substring(0, name.length() - beside.length());
            }
        }
        if (name.endsWith(MANIFEST_SUFFIX)) {
            name = name.substring(0, name.length() - MANIFEST_SUFFIX.length());
        } else {
            suffix = AgeSealing.SUFFIX;
            name = name.replaceFirst("\\.(json\\.age|head|blobs)$", "");
        }
        return new BackupFile(new RepositoryPaths(path.substring(0, slash), suffix), new BackupId(name));
    }

    /**
     * Where a file of a backup is, and of which.
     *
     * @param paths the folder, and whether it is encrypted
     * @param id the backup
     */
    public record BackupFile(RepositoryPaths paths, BackupId id) {}

    /**
     * Returns the files of a backup that its list of digests names, in the order of that list.
     *
     * @param id the backup
     */
    public List<String> digested(BackupId id) {
        return suffix.isEmpty()
                ? List.of(manifest(id))
                : List.of(file(id, SealedLayout.HEAD), file(id, SealedLayout.BLOBS), manifest(id));
    }
}

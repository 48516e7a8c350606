package io.dbguard.internal.place;

import io.dbguard.internal.IoReason;
import io.dbguard.internal.repository.Descriptor;
import io.dbguard.internal.repository.NewerFormatException;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.internal.repository.RepositoryPaths.BackupFile;
import io.dbguard.internal.repository.Sha256;
import io.dbguard.spi.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The files of one place, each held against its digest while it is read: a blob against its name, the files of a backup
 * against the list of digests beside them. Needs no key, since a digest is one of stored bytes. Thread-safe.
 */
final class CheckedFiles {
    private static final String BLOBS = RepositoryPaths.BLOBS + "/";

    private final Storage storage;

    CheckedFiles(Storage storage) {
        this.storage = storage;
    }

    Storage storage() {
        return storage;
    }

    /** Returns whether a file has a digest, so that the same file of another place is as good. */
    static boolean isChecked(String path) {
        return path.startsWith(BLOBS) || isOfBackup(path) || path.equals(RepositoryPaths.DESCRIPTOR);
    }

    private static boolean isOfBackup(String path) {
        return RepositoryPaths.MANIFEST_FOLDERS.stream().anyMatch(folder -> path.startsWith(folder + "/"));
    }

    Reading read(String path) {
        if (path.startsWith(BLOBS)) {
            return blob(path);
        }
        if (isOfBackup(path)) {
            return ofBackup(path);
        }
        return path.equals(RepositoryPaths.DESCRIPTOR) ? descriptorFile() : plain(path);
    }

    /** Returns what the place is, empty if it does not say. */
    Optional<Descriptor> descriptor() {
        try {
            return descriptorFile() instanceof Reading.Intact intact
                    ? Optional.of(Descriptor.read(intact.content()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Reading blob(String path) {
        Reading reading = plain(path);
        return reading instanceof Reading.Intact intact
                        && !Sha256.of(intact.content()).equals(digestIn(path))
                ? new Reading.Damaged("its content does not match its name")
                : reading;
    }

    private static String digestIn(String blob) {
        String name = blob.substring(blob.lastIndexOf('/') + 1);
        int end = name.indexOf('.');
        return end < 0 ? name : name.substring(0, end);
    }

    /** The files of a backup hold together or not at all: one place's digests do not go with another's content. */
    private Reading ofBackup(String path) {
        BackupFile file = RepositoryPaths.fileAt(path);
        Reading wanted = path.equals(file.paths().signature(file.id())) ? twice(path) : plain(path);
        String digests = file.paths().manifestDigest(file.id());
        // Only what was read here is known to be right; another time it may be read wrong.
        Reading list = path.equals(digests) ? wanted : plain(digests);
        var expected = new ByteArrayOutputStream();
        for (String digested : file.paths().digested(file.id())) {
            Reading reading = digested.equals(path) ? wanted : plain(digested);
            if (!(reading instanceof Reading.Intact intact)) {
                return reading;
            }
            expected.writeBytes(line(digested, intact.content()));
        }
        if (list instanceof Reading.Missing) {
            return new Reading.Damaged("the file with its digest is missing");
        }
        if (!(list instanceof Reading.Intact expecting)) {
            return list;
        }
        return Arrays.equals(expecting.content(), expected.toByteArray())
                ? wanted
                : new Reading.Damaged("it does not match its digest");
    }

    /** A signature has no digest, and nobody here has the key to it: what is read twice the same is what is stored. */
    private Reading twice(String path) {
        Reading once = plain(path);
        return once instanceof Reading.Intact one
                        && plain(path) instanceof Reading.Intact other
                        && !Arrays.equals(one.content(), other.content())
                ? new Reading.Damaged("it is not the same each time it is read")
                : once;
    }

    private static byte[] line(String path, byte[] content) {
        String name = path.substring(path.indexOf('/') + 1);
        return (Sha256.of(content) + "  " + name + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private Reading descriptorFile() {
        Reading reading = plain(RepositoryPaths.DESCRIPTOR);
        if (!(reading instanceof Reading.Intact intact)) {
            return reading;
        }
        try {
            boolean named = !Descriptor.read(intact.content()).id().isEmpty();
            return named ? reading : new Reading.Damaged("it does not say what the place is");
        } catch (NewerFormatException e) {
            return reading; // Whoever opens it says so.
        } catch (IOException e) {
            return new Reading.Damaged(IoReason.of(e));
        }
    }

    private Reading plain(String path) {
        try {
            return new Reading.Intact(storage.read(path));
        } catch (NoSuchFileException e) {
            return new Reading.Missing();
        } catch (IOException e) {
            return new Reading.Refused(IoReason.of(e));
        }
    }
}

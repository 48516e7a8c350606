package io.dbguard.internal.place;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.internal.repository.Sha256;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;

/**
 * The files of one place, each held against its digest while it is read: a blob against its name, a manifest against the
 * file beside it. Needs no key, since a digest is one of stored bytes. Thread-safe.
 */
final class CheckedFiles {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BLOBS = RepositoryPaths.BLOBS + "/";
    private static final String MANIFESTS = RepositoryPaths.MANIFESTS + "/";
    private static final String DIGEST = ".sha256";

    private final Storage storage;

    CheckedFiles(Storage storage) {
        this.storage = storage;
    }

    Storage storage() {
        return storage;
    }

    /** Returns whether a file has a digest, so that the same file of another place is as good. */
    static boolean isChecked(String path) {
        return path.startsWith(BLOBS) || path.startsWith(MANIFESTS) || path.equals(RepositoryPaths.DESCRIPTOR);
    }

    Reading read(String path) {
        if (path.startsWith(BLOBS)) {
            return blob(path);
        }
        if (path.startsWith(MANIFESTS)) {
            return besideManifest(path);
        }
        return path.equals(RepositoryPaths.DESCRIPTOR) ? descriptor() : plain(path);
    }

    /** Returns the identity of the repository, empty if the place does not say. */
    String identity() {
        return descriptor() instanceof Reading.Intact intact ? identity(intact.content()) : "";
    }

    static String identity(byte[] descriptor) {
        try {
            return MAPPER.readTree(descriptor).path("id").asText();
        } catch (IOException e) {
            return "";
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

    /** What belongs to a manifest is as good as the manifest: one place's digest does not go with another's content. */
    private Reading besideManifest(String path) {
        String manifest = ManifestFiles.manifestOf(path);
        Reading content = plain(manifest);
        if (!(content instanceof Reading.Intact intact)) {
            return content;
        }
        Reading digest = plain(manifest + DIGEST);
        if (digest instanceof Reading.Missing) {
            return new Reading.Damaged("the file with its digest is missing");
        }
        if (digest instanceof Reading.Intact line && !Arrays.equals(line.content(), digestLine(manifest, intact))) {
            return new Reading.Damaged("it does not match its digest");
        }
        if (!(digest instanceof Reading.Intact)) {
            return digest;
        }
        return path.equals(manifest) ? content : plain(path);
    }

    private static byte[] digestLine(String manifest, Reading.Intact content) {
        String name = manifest.substring(MANIFESTS.length());
        return (Sha256.of(content.content()) + "  " + name + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private Reading descriptor() {
        Reading reading = plain(RepositoryPaths.DESCRIPTOR);
        if (!(reading instanceof Reading.Intact intact)) {
            return reading;
        }
        try {
            JsonNode descriptor = MAPPER.readTree(intact.content());
            boolean good = descriptor.path("format").isInt()
                    && !descriptor.path("id").asText().isEmpty();
            return good ? reading : new Reading.Damaged("it does not say what the place is");
        } catch (IOException e) {
            return new Reading.Damaged("it cannot be understood");
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

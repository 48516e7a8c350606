package io.dbguard.internal.repository;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.sign.Signatures;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of one backup beside its blobs. Their digests stand in a list as {@code sha256sum} writes it; the signature is
 * made over that list, so that it covers all of them, and the name of the backup too. Not thread-safe.
 */
final class BackupFiles implements ManifestLayout.Files {
    private final Storage storage;
    private final RepositoryPaths paths;
    private final Signatures signatures;
    private final BackupId id;
    private final List<String> suffixes;
    private final Pattern list;
    private @Nullable String checkedDigests;

    BackupFiles(Storage storage, RepositoryPaths paths, Signatures signatures, BackupId id, List<String> suffixes) {
        this.storage = storage;
        this.paths = paths;
        this.signatures = signatures;
        this.id = id;
        this.suffixes = suffixes;
        this.list = Pattern.compile(suffixes.stream()
                .map(suffix -> "([0-9a-f]{64})  " + Pattern.quote(id + suffix) + "\n")
                .collect(Collectors.joining()));
    }

    /** Writes all files, the manifest last; returns false if the name is taken. */
    boolean create(Map<String, byte[]> contents) {
        byte[] digests = digests(contents);
        String path = paths.manifestDigest(id);
        try {
            if (!storage.create(path, digests)) {
                return false;
            }
            Optional<byte[]> signature = signatures.sign(digests);
            if (signature.isPresent()) {
                path = paths.signature(id);
                storage.replace(path, signature.get());
            }
            for (String suffix : suffixes.subList(0, suffixes.size() - 1)) {
                path = paths.file(id, suffix);
                storage.replace(path, content(contents, suffix));
            }
            path = paths.manifest(id);
            return storage.create(path, content(contents, paths.manifestSuffix()));
        } catch (IOException e) {
            throw Places.cannotWrite(storage, path, e);
        }
    }

    @Override
    public byte[] get(String suffix) {
        String path = paths.file(id, suffix);
        byte[] content = read(path).orElseThrow(() -> missing(path));
        Matcher lines = list.matcher(digests(path));
        if (!lines.matches() || !lines.group(1 + suffixes.indexOf(suffix)).equals(Sha256.of(content))) {
            throw new DamagedManifestException(path, "it does not match its digest");
        }
        return content;
    }

    private String digests(String path) {
        String known = checkedDigests;
        if (known == null) {
            byte[] stored = read(paths.manifestDigest(id))
                    .orElseThrow(() -> new DamagedManifestException(path, "the file with its digest is missing"));
            checkSignature(path, stored);
            known = new String(stored, StandardCharsets.ISO_8859_1);
            checkedDigests = known;
        }
        return known;
    }

    private RuntimeException missing(String path) {
        return path.equals(paths.manifest(id))
                ? new RequestException(
                        "There is no backup " + id + " in " + storage.describe(),
                        "nothing was changed",
                        "see 'dbguard list' for the backups there are")
                : new DamagedManifestException(path, "it is missing");
    }

    private void checkSignature(String path, byte[] digests) {
        if (!signatures.expected()) {
            return;
        }
        byte[] signature =
                read(paths.signature(id)).orElseThrow(() -> new UntrustedManifestException(path, "is not signed"));
        if (!signatures.isGood(digests, signature)) {
            throw new UntrustedManifestException(
                    path, "is not signed with a key that is trusted, or was changed after it was signed");
        }
    }

    private byte[] digests(Map<String, byte[]> contents) {
        return suffixes.stream()
                .map(suffix -> Sha256.of(content(contents, suffix)) + "  " + id + suffix + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] content(Map<String, byte[]> contents, String suffix) {
        return Objects.requireNonNull(contents.get(suffix), suffix);
    }

    private Optional<byte[]> read(String path) {
        try {
            return Optional.of(storage.read(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Places.cannotRead(storage, path, e);
        }
    }
}

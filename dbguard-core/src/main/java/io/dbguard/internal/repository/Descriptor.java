package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.internal.repository.Descriptor.Encryption;
import io.dbguard.internal.seal.AgeSealing;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What {@code dbguard.json} says of a repository.
 *
 * @param format the format version
 * @param id tells it from others
 * @param created when it was created
 * @param manifests the folder with the manifests
 * @param encryption who can read it, empty if anybody can
 */
public record Descriptor(int format, String id, String created, String manifests, Optional<Encryption> encryption) {
    private static final int SECRET_BYTES = 32;

    /**
     * How it is encrypted.
     *
     * @param format the format of encrypted files
     * @param recipients who can open them, sorted
     * @param chunkKey the secret of {@link ChunkKeys}, base64
     */
    public record Encryption(String format, List<String> recipients, String chunkKey) {
        static Encryption to(Collection<String> recipients) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            return new Encryption(
                    "age-encryption.org/v1",
                    List.copyOf(new TreeSet<>(recipients)),
                    Base64.getEncoder().encodeToString(secret));
        }

        ChunkKeys chunkKeys() {
            return new ChunkKeys(Base64.getDecoder().decode(chunkKey));
        }
    }

    static Descriptor create(List<String> recipients) {
        return new Descriptor(
                ManifestJson.FORMAT,
                UUID.randomUUID().toString(),
                Instant.now().toString(),
                RepositoryPaths.MANIFESTS,
                recipients.isEmpty() ? Optional.empty() : Optional.of(Encryption.to(recipients)));
    }

    /** Returns the same repository with its manifests in the other one of two folders. */
    Descriptor inOtherFolder(Optional<Encryption> sealedTo) {
        boolean first = manifests.equals(RepositoryPaths.MANIFESTS);
        String other = first ? RepositoryPaths.OTHER_MANIFESTS : RepositoryPaths.MANIFESTS;
        return new Descriptor(format, id, created, other, sealedTo);
    }

    byte[] write() throws IOException {
        return SealedJson.write(ManifestJson.MAPPER.valueToTree(this));
    }

    /** Returns where things lie in it. */
    public RepositoryPaths paths() {
        return new RepositoryPaths(manifests, encryption.isPresent() ? AgeSealing.SUFFIX : "");
    }

    /**
     * Reads a descriptor.
     *
     * @param content all of its file
     * @throws NewerFormatException if it is of a newer format
     * @throws IOException if it is not what was written
     */
    public static Descriptor read(byte[] content) throws IOException {
        // All versions seal it in the same way, so that a digit that was changed is not taken for a newer version.
        JsonNode json = SealedJson.read(content);
        NewerFormatException.check(json.path("format").asInt());
        if (!json.path("format").isInt()) {
            throw new IOException("its dbguard.json does not say which format it has");
        }
        String manifests = json.path("manifests").asText(RepositoryPaths.MANIFESTS);
        if (!manifests.equals(RepositoryPaths.MANIFESTS) && !manifests.equals(RepositoryPaths.OTHER_MANIFESTS)) {
            throw new IOException("its dbguard.json names a folder for manifests that cannot be one");
        }
        return new Descriptor(
                json.path("format").intValue(),
                json.path("id").asText(),
                json.path("created").asText(),
                manifests,
                Optional.ofNullable(ManifestJson.MAPPER.treeToValue(json.get("encryption"), Encryption.class)));
    }

    /** What the place itself shows, for readers of a repository whose descriptor is damaged. */
    static Descriptor guess(Storage storage) throws IOException {
        List<String> first = storage.list(RepositoryPaths.MANIFESTS);
        List<String> second = storage.list(RepositoryPaths.OTHER_MANIFESTS);
        boolean other = second.size() > first.size();
        boolean sealed = (other ? second : first).stream().anyMatch(path -> path.endsWith(AgeSealing.SUFFIX));
        return new Descriptor(
                ManifestJson.FORMAT,
                "",
                "",
                other ? RepositoryPaths.OTHER_MANIFESTS : RepositoryPaths.MANIFESTS,
                sealed ? Optional.of(Encryption.to(List.of())) : Optional.empty());
    }
}

package io.dbguard.s3;

import io.dbguard.spi.storage.StoragePath;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the repository is, and which key a path has there.
 *
 * @param bucket the bucket
 * @param prefix empty, or what all keys begin with, without a slash at its end
 * @param endpoint the store's address, null for Amazon's
 */
record Place(String bucket, String prefix, @Nullable URI endpoint) {

    /** What is written again and again or is soon deleted: no place for retention or a slow storage class. */
    private static final List<String> PASSING =
            List.of("locks/", "pinned/", "verified/", "copies/", "current/", "pieces/", "drilled/");

    String describe() {
        String name = "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        return endpoint == null ? name : name + " at " + endpoint.getAuthority();
    }

    String key(String path) throws IOException {
        return own(StoragePath.require(path));
    }

    /** Returns the key of an object that is for the storage's own use. */
    String own(String name) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** Returns whether an object is part of a backup, so that it is kept for long. */
    boolean isLasting(String key) {
        return path(key)
                .filter(path -> PASSING.stream().noneMatch(path::startsWith))
                .isPresent();
    }

    /** Returns the path of a key, empty if some other program made the key. */
    Optional<String> path(String key) {
        try {
            return Optional.of(StoragePath.require(key.substring(own("").length())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

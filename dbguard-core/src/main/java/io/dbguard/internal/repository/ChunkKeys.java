package io.dbguard.internal.repository;

import io.dbguard.api.manifest.Chunk;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the keys by which a writer that cannot read an encrypted repository finds the chunks that are there already.
 * Without the repository's own secret they say nothing of the rows. Thread-safe.
 */
final class ChunkKeys {
    /** A short chunk can be guessed as a whole, and the guess confirmed; it gets no key. */
    static final int SHORTEST = 4096;

    private final byte[] secret;

    ChunkKeys(byte[] secret) {
        this.secret = secret.clone();
    }

    Optional<String> of(Chunk chunk) {
        return chunk.rawBytes() < SHORTEST ? Optional.empty() : Optional.of(of(chunk.digest()));
    }

    String of(String digest) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(HexFormat.of().parseHex(digest)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC with SHA-256", e);
        }
    }
}

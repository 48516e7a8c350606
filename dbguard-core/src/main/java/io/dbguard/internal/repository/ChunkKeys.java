package io.dbguard.internal.repository;

import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Scope;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
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

    /** Returns what tells one choice of tables from another without naming a table; everything stays what it is. */
    Scope of(Scope scope) {
        if (scope.everything()) {
            return scope;
        }
        // With their lengths, so that no two choices look alike.
        String text = "scope" + text(scope.schemas()) + text(scope.tables()) + text(scope.excluded());
        String key = of(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
        return new Scope(List.of(), List.of(key), List.of());
    }

    private static String text(List<String> names) {
        var text = new StringBuilder().append(names.size());
        names.forEach(name -> text.append(' ').append(name.length()).append(':').append(name));
        return text.append('\n').toString();
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

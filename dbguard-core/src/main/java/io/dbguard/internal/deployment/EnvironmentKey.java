package io.dbguard.internal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dbguard.api.RepositoryException;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.repository.Notes;
import io.dbguard.internal.repository.SealedJson;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The key under which a repository keeps hashes of critical variables. It keeps hashes of two repositories, and lists of
 * hashes made beforehand, from telling anything; whoever can read the repository has the key, and can try values out.
 */
public final class EnvironmentKey {
    private static final String PATH = "environment/key.json";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 32;

    private final byte[] key;

    private EnvironmentKey(byte[] key) {
        this.key = key;
    }

    /**
     * Returns the key of a repository, empty if it has none or it is damaged.
     *
     * @param storage the place of the repository
     */
    public static Optional<EnvironmentKey> find(Storage storage) {
        return new Notes(storage).read(PATH, EnvironmentKey::read);
    }

    /**
     * Returns the key of a repository, after making it if there is none.
     *
     * @param storage the place of the repository
     * @throws RepositoryException if that is not possible
     */
    public static EnvironmentKey findOrCreate(Storage storage) {
        return find(storage).orElseGet(() -> {
            create(storage);
            // Whoever loses a race against another process finds the other's key, which is as good.
            return find(storage)
                    .orElseThrow(() -> failure(storage, "it is damaged", "remove this file, and try again", null));
        });
    }

    /**
     * Returns the keyed hash of a variable, as 64 hexadecimal digits.
     *
     * @param name its name; equal values under two names have different hashes
     * @param value its value
     */
    String hash(String name, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal((name + "=" + value).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC with SHA-256", e);
        }
    }

    private static EnvironmentKey read(JsonNode note) throws IOException {
        try {
            byte[] key = HexFormat.of().parseHex(note.path("key").asText());
            if (key.length == LENGTH) {
                return new EnvironmentKey(key);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("it holds no key", e);
        }
        throw new IOException("it holds no key");
    }

    private static void create(Storage storage) {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        var note =
                JsonNodeFactory.instance.objectNode().put("key", HexFormat.of().formatHex(key));
        try {
            storage.create(PATH, SealedJson.write(note));
        } catch (IOException e) {
            throw failure(storage, IoReason.of(e), "see to it that the repository can be written", e);
        }
    }

    private static RepositoryException failure(
            Storage storage, String reason, String next, @Nullable IOException cause) {
        return new RepositoryException(
                "The key for critical variables, " + PATH + " in " + storage.describe() + ", cannot be used: " + reason,
                "no deployment was noted, and all backups are whole",
                next,
                cause);
    }

    @Override
    public String toString() {
        return "EnvironmentKey";
    }
}

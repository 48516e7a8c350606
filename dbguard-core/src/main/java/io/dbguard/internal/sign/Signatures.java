package io.dbguard.internal.sign;

import io.dbguard.api.RepositoryKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Signs, and tells whether a signature is one that counts. Thread-safe. */
public final class Signatures {
    /** A signature that was made for something else with the same key must not pass. */
    private static final byte[] PURPOSE = "dbguard backup v1\n".getBytes(StandardCharsets.US_ASCII);

    private final Optional<PrivateKey> own;
    private final List<PublicKey> trusted;

    /**
     * Creates signatures.
     *
     * @param keys whose signatures count
     */
    public Signatures(RepositoryKeys keys) {
        this.own = keys.signingKey();
        this.trusted = keys.trusted();
    }

    /** Returns whether what is not signed must not be read. */
    public boolean expected() {
        return own.isPresent() || !trusted.isEmpty();
    }

    /**
     * Returns a signature as it is stored: a line of base64; empty without a key to sign with.
     *
     * @param content what is signed
     */
    public Optional<byte[]> sign(byte[] content) {
        return own.map(key -> sign(key, content));
    }

    /**
     * Returns whether a stored signature was made by a key that counts.
     *
     * @param content what should be signed
     * @param stored the signature, as {@link #sign(byte[])} returns it
     */
    public boolean isGood(byte[] content, byte[] stored) {
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(new String(stored, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException e) {
            return false;
        }
        // Base64 has several forms for the same bytes; only one is right, so that no byte of a file is without meaning.
        return Arrays.equals(stored, line(signature))
                && (isOwn(content, stored) || trusted.stream().anyMatch(key -> isGood(key, content, signature)));
    }

    /** An Ed25519 key signs the same content the same way each time. */
    private boolean isOwn(byte[] content, byte[] stored) {
        return sign(content).filter(mine -> Arrays.equals(mine, stored)).isPresent();
    }

    private static boolean isGood(PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(PURPOSE);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] sign(PrivateKey key, byte[] content) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(PURPOSE);
            signer.update(content);
            return line(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java platform cannot sign with Ed25519", e);
        }
    }

    private static byte[] line(byte[] signature) {
        return (Base64.getEncoder().encodeToString(signature) + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}

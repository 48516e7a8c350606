package io.dbguard.internal.repository;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as {@code sha256sum} prints it. */
public final class Sha256 {
    private Sha256() {}

    /**
     * Returns the digest as 64 hexadecimal digits.
     *
     * @param content of what
     */
    public static String of(byte[] content) {
        return of(content, 0, content.length);
    }

    static String of(byte[] content, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content, offset, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

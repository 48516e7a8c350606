package io.dbguard.api;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys as OpenSSL writes them. No message repeats any of the text: it may be a secret in the wrong place. */
final class Pem {
    private Pem() {}

    static PrivateKey privateKey(String pem) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(body(pem, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw unfit();
        }
    }

    static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(body(pem, "PUBLIC KEY")));
        } catch (GeneralSecurityException e) {
            throw unfit();
        }
    }

    static RequestException unfit() {
        return new RequestException(
                "A key for signatures is not an Ed25519 key of the right kind in PEM format",
                "nothing was changed",
                "make one with 'openssl genpkey -algorithm ed25519', and its public half with 'openssl pkey -pubout'");
    }

    private static byte[] body(String pem, String kind) {
        Matcher matcher = Pattern.compile("(?s)-----BEGIN " + kind + "-----(.*?)-----END " + kind + "-----")
                .matcher(pem);
        if (!matcher.find()) {
            throw unfit();
        }
        try {
            return Base64.getDecoder().decode(matcher.group(1).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw unfit();
        }
    }
}

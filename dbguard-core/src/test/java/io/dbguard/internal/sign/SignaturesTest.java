package io.dbguard.internal.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.RequestException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final byte[] CONTENT = "digests".getBytes(StandardCharsets.UTF_8);

    private final KeyPair pair = newPair("Ed25519");
    private final Signatures signer = new Signatures(RepositoryKeys.NONE.signWith(pair.getPrivate()));
    private final byte[] signature = signer.sign(CONTENT).orElseThrow();

    private static KeyPair newPair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String kind, byte[] key) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(key) + "\n-----END " + kind
                + "-----\n";
    }

    @Test
    void whoeverHasThePublicKeyCanTell() {
        var verifier = new Signatures(RepositoryKeys.NONE
                .trust(newPair("Ed25519").getPublic())
                .trust(pem("PUBLIC KEY", pair.getPublic().getEncoded())));
        assertThat(verifier.isGood(CONTENT, signature)).isTrue();
        assertThat(verifier.expected()).isTrue();
        assertThat(verifier.sign(CONTENT)).isEmpty();
    }

    @Test
    void theSignerKnowsItsOwn() {
        var same = new Signatures(RepositoryKeys.NONE.signWith(
                pem("PRIVATE KEY", pair.getPrivate().getEncoded())));
        assertThat(same.isGood(CONTENT, signature)).isTrue();
        assertThat(same.expected()).isTrue();
    }

    @Test
    void anotherKeyOrContentIsNotGood() {
        assertThat(new Signatures(RepositoryKeys.NONE.trust(newPair("Ed25519").getPublic())).isGood(CONTENT, signature))
                .isFalse();
        assertThat(signer.isGood("digest".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(new Signatures(RepositoryKeys.NONE).isGood(CONTENT, signature))
                .isFalse();
        assertThat(new Signatures(RepositoryKeys.NONE).expected()).isFalse();
    }

    /** The last character of the base64 text has bits that decode to nothing. */
    @Test
    void noByteOfASignatureCanChange() {
        var verifier = new Signatures(RepositoryKeys.NONE.trust(pair.getPublic()));
        for (int i = 0; i < signature.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = signature.clone();
                changed[i] ^= (byte) (1 << bit);
                assertThat(verifier.isGood(CONTENT, changed)).as(i + "/" + bit).isFalse();
            }
        }
        assertThat(verifier.isGood(CONTENT, new byte[0])).isFalse();
    }

    @Test
    void otherKindsOfKeysAreRefused() {
        KeyPair rsa = newPair("RSA");
        String secret = pem("PRIVATE KEY", rsa.getPrivate().getEncoded());
        assertThatThrownBy(() -> RepositoryKeys.NONE.signWith(rsa.getPrivate())).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> RepositoryKeys.NONE.trust(rsa.getPublic())).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> RepositoryKeys.NONE.signWith(secret))
                .isInstanceOf(RequestException.class)
                .hasMessageNotContaining(secret.lines().skip(1).findFirst().orElseThrow());
        assertThatThrownBy(() -> RepositoryKeys.NONE.trust("no key")).isInstanceOf(RequestException.class);
    }

    @Test
    void secretsAreInNoText() {
        String text = RepositoryKeys.NONE
                .identity("# a comment\nAGE-SECRET-KEY-1XYZ\n\n")
                .signWith(pair.getPrivate())
                .toString();
        assertThat(text).doesNotContain("XYZ").contains("identities=1", "signing=true");
    }
}

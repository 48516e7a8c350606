package io.dbguard.chaos;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.internal.seal.AgeKeyPair;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;

/**
 * The keys of a repository that is encrypted and signed, and whose recipients change. Can be told to another process.
 *
 * @param stays can read before and after the change
 * @param goes can read before
 * @param comes can read after
 * @param signing signs, in PEM format
 */
record Keyring(AgeKeyPair stays, AgeKeyPair goes, AgeKeyPair comes, String signing) {

    static Keyring generate() {
        try {
            byte[] key = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            String pem = "-----BEGIN PRIVATE KEY-----" + Base64.getEncoder().encodeToString(key)
                    + "-----END PRIVATE KEY-----";
            return new Keyring(AgeKeyPair.generate(), AgeKeyPair.generate(), AgeKeyPair.generate(), pem);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns this as one argument of a program. */
    String toArgument() {
        return String.join(
                ";",
                stays.recipient(),
                stays.identity(),
                goes.recipient(),
                goes.identity(),
                comes.recipient(),
                comes.identity(),
                signing);
    }

    static Keyring of(String argument) {
        String[] parts = argument.split(";");
        return new Keyring(
                new AgeKeyPair(parts[0], parts[1]),
                new AgeKeyPair(parts[2], parts[3]),
                new AgeKeyPair(parts[4], parts[5]),
                parts[6]);
    }

    /** Returns what writes and reads before the change. */
    RepositoryKeys writer() {
        return writer(List.of(stays, goes));
    }

    /** Returns what writes and reads after the change. */
    RepositoryKeys laterWriter() {
        return writer(List.of(stays, comes));
    }

    private RepositoryKeys writer(List<AgeKeyPair> recipients) {
        return as(stays)
                .encryptTo(recipients.stream().map(AgeKeyPair::recipient).toArray(String[]::new));
    }

    /** Returns what opens what one of them can read, and signs. */
    RepositoryKeys as(AgeKeyPair one) {
        return RepositoryKeys.NONE.identity(one.identity()).signWith(signing);
    }
}

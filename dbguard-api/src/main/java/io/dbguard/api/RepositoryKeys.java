package io.dbguard.api;

import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The keys for a repository: who may read what is written, what opens it, who signs it, and whose signatures count.
 * Encryption is in the age format with X25519 keys, as {@code age-keygen} makes them; signatures are Ed25519. Immutable
 * and thread-safe: every method returns new keys. Secrets are in no text that this class makes.
 */
public final class RepositoryKeys {
    /** No keys: a plain repository, in which signatures are not looked at. */
    public static final RepositoryKeys NONE = new RepositoryKeys(List.of(), List.of(), Optional.empty(), List.of());

    private final List<String> recipients;
    private final List<String> identities;
    private final Optional<PrivateKey> signingKey;
    private final List<PublicKey> trusted;

    private RepositoryKeys(
            List<String> recipients,
            List<String> identities,
            Optional<PrivateKey> signingKey,
            List<PublicKey> trusted) {
        this.recipients = List.copyOf(recipients);
        this.identities = List.copyOf(identities);
        this.signingKey = signingKey;
        this.trusted = List.copyOf(trusted);
    }

    /**
     * Adds recipients. A repository that is created gets exactly these; of one that is there, they must be all.
     *
     * @param more public keys, {@code age1…}; whoever has the identity to one of them can read the backups
     */
    public RepositoryKeys encryptTo(String... more) {
        return new RepositoryKeys(with(recipients, more), identities, signingKey, trusted);
    }

    /**
     * Adds identities, which open what is encrypted.
     *
     * @param text a secret key, {@code AGE-SECRET-KEY-1…}, or all of a file that {@code age-keygen} wrote
     */
    public RepositoryKeys identity(String text) {
        String[] lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toArray(String[]::new);
        return new RepositoryKeys(recipients, with(identities, lines), signingKey, trusted);
    }

    /**
     * Names the key that signs backups. What it signed counts as trusted, and nothing unsigned does any more.
     *
     * @param key an Ed25519 key
     * @throws RequestException if it is of another kind
     */
    public RepositoryKeys signWith(PrivateKey key) {
        return new RepositoryKeys(recipients, identities, Optional.of(ed25519(key)), trusted);
    }

    /**
     * Names the key that signs backups. What it signed counts as trusted, and nothing unsigned does any more.
     *
     * @param pem an Ed25519 key as {@code openssl genpkey -algorithm ed25519} writes it
     * @throws RequestException if it is none
     */
    public RepositoryKeys signWith(String pem) {
        return signWith(Pem.privateKey(pem));
    }

    /**
     * Adds keys whose signatures count. From then on no backup is read that was not signed with one of them.
     *
     * @param keys Ed25519 keys
     * @throws RequestException if one is of another kind
     */
    public RepositoryKeys trust(PublicKey... keys) {
        Arrays.stream(keys).forEach(RepositoryKeys::ed25519);
        return new RepositoryKeys(recipients, identities, signingKey, with(trusted, keys));
    }

    /**
     * Adds a key whose signatures count. From then on no backup is read that was not signed with one of them.
     *
     * @param pem an Ed25519 key as {@code openssl pkey -pubout} writes it
     * @throws RequestException if it is none
     */
    public RepositoryKeys trust(String pem) {
        return trust(Pem.publicKey(pem));
    }

    /** Returns who may read what is written; empty for a plain repository. */
    public List<String> recipients() {
        return recipients;
    }

    /** Returns what opens it. These are secrets. */
    public List<String> identities() {
        return identities;
    }

    /** Returns what signs it. This is a secret. */
    public Optional<PrivateKey> signingKey() {
        return signingKey;
    }

    /** Returns whose signatures count, besides those of the signing key. */
    public List<PublicKey> trusted() {
        return trusted;
    }

    @Override
    public String toString() {
        return "RepositoryKeys[recipients=" + recipients + ", identities=" + identities.size() + ", signing="
                + signingKey.isPresent() + ", trusted=" + trusted.size() + "]";
    }

    @SafeVarargs
    private static <T> List<T> with(List<T> before, T... more) {
        List<T> all = new ArrayList<>(before);
        for (T one : more) {
            if (!all.contains(one)) {
                all.add(one);
            }
        }
        return all;
    }

    private static <K extends Key> K ed25519(K key) {
        if (!key.getAlgorithm().equals("EdDSA") && !key.getAlgorithm().equals("Ed25519")) {
            throw Pem.unfit();
        }
        return key;
    }
}

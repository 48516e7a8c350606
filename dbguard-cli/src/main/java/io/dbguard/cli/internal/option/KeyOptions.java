package io.dbguard.cli.internal.option;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.RequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The keys for a repository. What is given goes before the environment, each for itself. */
final class KeyOptions {
    @Option(
            names = "--recipient",
            paramLabel = "AGE1",
            description = "The backups are encrypted to this public key of age; may be repeated."
                    + " Default: DBGUARD_RECIPIENTS, separated by commas.")
    private List<String> recipients = new ArrayList<>();

    @Option(
            names = "--identity-file",
            paramLabel = "FILE",
            description = "The secret key of age that opens them; default: DBGUARD_IDENTITY_FILE.")
    private @Nullable Path identityFile;

    @Option(
            names = "--signing-key",
            paramLabel = "FILE",
            description = "The Ed25519 key, in PEM format, that signs backups; default: DBGUARD_SIGNING_KEY.")
    private @Nullable Path signingKey;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Use only backups that were signed with the key to this public one, in PEM format; may be"
                    + " repeated. Default: DBGUARD_TRUST.")
    private List<Path> trusted = new ArrayList<>();

    /** Reads the files and returns what is in them. */
    RepositoryKeys keys() {
        RepositoryKeys keys = RepositoryKeys.NONE.encryptTo(recipients().toArray(String[]::new));
        Path identities = orElse(identityFile, Environment.IDENTITY_FILE);
        if (identities != null) {
            keys = keys.identity(text(identities, "--identity-file"));
        }
        Path signing = orElse(signingKey, Environment.SIGNING_KEY);
        if (signing != null) {
            keys = keys.signWith(text(signing, "--signing-key"));
        }
        for (Path file : trusted()) {
            keys = keys.trust(text(file, "--trust"));
        }
        return keys;
    }

    private List<String> recipients() {
        String variable = Environment.get(Environment.RECIPIENTS);
        return recipients.isEmpty() && variable != null
                ? List.of(variable.strip().split("[,\\s]+"))
                : recipients;
    }

    private List<Path> trusted() {
        Path variable = orElse(null, Environment.TRUST);
        return trusted.isEmpty() && variable != null ? List.of(variable) : trusted;
    }

    private static @Nullable Path orElse(@Nullable Path option, String variable) {
        String value = Environment.get(variable);
        return option != null || value == null ? option : Path.of(value);
    }

    private static String text(Path file, String option) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RequestException(
                    "The key file " + file + " cannot be read",
                    "nothing was changed",
                    "check the path after " + option + " or in its variable, and that this user may read it");
        }
    }
}

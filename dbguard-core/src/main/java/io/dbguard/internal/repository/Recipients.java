package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.RequestException;
import io.dbguard.internal.repository.Descriptor.Encryption;
import io.dbguard.spi.storage.Storage;
import java.util.List;
import java.util.Set;

/** Holds the recipients that an application names against those that the repository names. */
final class Recipients {
    private Recipients() {}

    static void check(Storage storage, Descriptor descriptor, RepositoryKeys keys) {
        List<String> here = descriptor.encryption().map(Encryption::recipients).orElse(List.of());
        List<String> given = keys.recipients();
        if (!Set.copyOf(here).equals(Set.copyOf(given))) {
            throw new RequestException(
                    "The repository in " + storage.describe() + " is " + words(here) + ", and what was asked for is "
                            + words(given),
                    "nothing was written",
                    here.isEmpty() || given.isEmpty()
                            ? "name the repository's own recipients, or use another place"
                            : "name the repository's own recipients, or change them with 'dbguard rekey'");
        }
    }

    private static String words(List<String> recipients) {
        return recipients.isEmpty() ? "not encrypted" : "encrypted to " + String.join(", ", recipients);
    }
}

package io.dbguard.chaos;

import io.dbguard.BackupRepository;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.retention.Retention;
import io.dbguard.spi.storage.Storage;
import java.time.Duration;
import java.util.List;

/** What is done with a repository beside backups, verifications and restores. */
enum Upkeep {
    PRUNE,
    SEALED_PRUNE,
    COPY,
    SEALED_COPY,
    REPAIR,
    REKEY;

    boolean isSealed() {
        return this == SEALED_PRUNE || this == SEALED_COPY || this == REKEY;
    }

    /** Returns what opens the repository before it is done. */
    RepositoryKeys keys(Keyring keyring) {
        return isSealed() ? keyring.writer() : RepositoryKeys.NONE;
    }

    /** Does it, and returns whether it says that all is done. */
    boolean run(Storage first, Storage copy, Keyring keyring) {
        var repository = BackupRepository.in(first).with(keys(keyring));
        return switch (this) {
            case PRUNE, SEALED_PRUNE ->
                repository
                        .prune(Retention.last(1))
                        .grace(Duration.ZERO)
                        .run()
                        .obstacles()
                        .isEmpty();
            // Neither needs a key.
            case COPY, SEALED_COPY ->
                BackupRepository.in(first).withCopies(copy).copy().get(0).upToDate();
            case REPAIR ->
                BackupRepository.in(first).repairFrom(copy).run().lost().isEmpty();
            case REKEY ->
                !BackupRepository.in(first)
                        .with(keyring.as(keyring.stays()))
                        .changeRecipients(
                                List.of(keyring.comes().recipient()),
                                List.of(keyring.goes().recipient()))
                        .isEmpty();
        };
    }
}

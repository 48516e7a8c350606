package io.dbguard.internal.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.lock.LossyStorage;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.retention.StoredBackups;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that woke up after its lock was taken over is never there, and above all never reported as done. */
class PublicationTest {
    private static final String TIME = "2026-11-21T00:00:00Z";

    @TempDir
    Path folder;

    private Storage local;
    private LossyStorage storage;
    private Repository repository;
    private Manifest manifest;
    private boolean takeOverInTheMiddle;

    @BeforeEach
    void store() {
        local = new LocalStorage(folder);
        storage = new LossyStorage(local) {
            @Override
            public boolean create(String path, byte[] content) throws IOException {
                boolean created = super.create(path, content);
                if (takeOverInTheMiddle && path.startsWith("manifests/") && path.endsWith(".json")) {
                    takeOver();
                }
                return created;
            }
        };
        repository = Repository.openOrCreate(storage);
        manifest = new StoredBackups(repository).manifest(TIME, "one", "two");
    }

    private void takeOver() throws IOException {
        for (String lock : local.list("locks")) {
            local.delete(lock);
        }
    }

    private HeldLock lock() {
        return repository.locks().shared("backup", Duration.ZERO);
    }

    @Test
    void withItsLockABackupIsPublished() throws IOException {
        try (HeldLock lock = lock()) {
            assertThat(new Publication(repository, lock).publish(manifest)).isTrue();
            assertThat(new Publication(repository, lock).publish(manifest))
                    .as("the name is taken")
                    .isFalse();
        }
        assertThat(local.list("manifests")).hasSize(2);
    }

    @Test
    void aBackupWhoseLockIsGoneIsNotPublished() throws IOException {
        try (HeldLock lock = lock()) {
            takeOver();
            assertThatThrownBy(() -> new Publication(repository, lock).publish(manifest))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContainingAll("taken over", "earlier backups are whole", "try again");
        }
        assertThat(local.list("manifests")).isEmpty();
    }

    @Test
    void aBackupWhoseLockWentWhileItWasPublishedIsTakenBack() throws IOException {
        takeOverInTheMiddle = true;
        try (HeldLock lock = lock()) {
            assertThatThrownBy(() -> new Publication(repository, lock).publish(manifest))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContainingAll(
                            "taken over", manifest.header().id().value());
        }
        assertThat(local.list("manifests")).isEmpty();
        assertThat(local.list("blobs")).hasSize(2);
    }

    @Test
    void afterADoubtItIsPublishedIfNothingOfItIsMissing() throws IOException {
        try (HeldLock lock = lock()) {
            storage.loseTheNextAnswer();
            assertThatThrownBy(lock::confirm).isInstanceOf(RepositoryException.class);
            assertThat(new Publication(repository, lock).publish(manifest)).isTrue();
        }
        assertThat(local.list("manifests")).hasSize(2);
    }

    @Test
    void afterADoubtAMissingBlobIsNoticed() throws IOException {
        try (HeldLock lock = lock()) {
            storage.loseTheNextAnswer();
            assertThatThrownBy(lock::confirm).isInstanceOf(RepositoryException.class);
            local.delete(local.list("blobs").get(0));
            assertThatThrownBy(() -> new Publication(repository, lock).publish(manifest))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContainingAll("were removed", "not renewed");
        }
        assertThat(local.list("manifests")).isEmpty();
    }
}

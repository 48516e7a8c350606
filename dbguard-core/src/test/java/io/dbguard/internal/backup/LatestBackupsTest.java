package io.dbguard.internal.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.schema.Schema;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.storage.LocalStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that was set back. */
class LatestBackupsTest {
    private static final DatabaseInfo SHOP = new DatabaseInfo("h2", "2", "shop", "1");
    private static final DatabaseInfo OTHER = new DatabaseInfo("h2", "2", "other", "2");

    @TempDir
    Path folder;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private Repository repository;

    @BeforeEach
    void create() {
        repository = Repository.openOrCreate(new LocalStorage(folder));
    }

    private Instant store(DatabaseInfo database, Duration ahead, String label) {
        Instant time = now.plus(ahead);
        var header = new BackupHeader(
                BackupIds.of(time, label),
                Optional.empty(),
                time,
                label,
                BackupReason.MANUAL,
                "test",
                database,
                Scope.EVERYTHING,
                Duration.ZERO,
                List.of());
        repository
                .manifests()
                .create(new Manifest(header, new Schema(List.of(), List.of(), List.of()), List.of(), List.of()));
        return time;
    }

    private Instant next() {
        return LatestBackups.in(repository).after(now, SHOP, repository);
    }

    @Test
    void theClockIsTakenAtItsWordAsARule() {
        assertThat(next()).isEqualTo(now);
        store(SHOP, Duration.ofSeconds(-1), "");
        assertThat(next()).isEqualTo(now);
    }

    @Test
    void aBackupComesAfterThoseOfItsDatabaseThatWereThereBefore() {
        Instant newest = store(SHOP, Duration.ofMinutes(4), "labelled");
        store(SHOP, Duration.ofSeconds(3), "");
        store(OTHER, Duration.ofMinutes(8), "");
        assertThat(next()).isEqualTo(newest.plusMillis(1));
    }

    @Test
    void aClockThatWasFarAheadIsNotFollowed() {
        store(SHOP, Duration.ofDays(300), "");
        assertThat(next()).isEqualTo(now);
    }
}

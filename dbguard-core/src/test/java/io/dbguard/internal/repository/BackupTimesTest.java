package io.dbguard.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.internal.storage.LocalStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One day with a wrong clock. */
class BackupTimesTest {
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir
    Path folder;

    private final Instant now = Instant.now();

    private BackupId store(Instant time) {
        Manifest example = ManifestJsonTest.example();
        BackupHeader old = example.header();
        var id = new BackupId(BackupTimes.name(time));
        var header = new BackupHeader(
                id,
                old.parent(),
                time,
                "",
                old.reason(),
                old.writtenBy(),
                old.database(),
                old.scope(),
                old.took(),
                old.warnings());
        repository().manifests().create(new Manifest(header, example.schema(), example.tables(), example.sequences()));
        return id;
    }

    private Repository repository() {
        return Repository.openOrCreate(new LocalStorage(folder));
    }

    @Test
    void whatIsStillToComeDoesNotHideWhatCameAfterIt() {
        BackupId far = store(now.plus(YEAR));
        assertThat(new Catalogue(repository()).find("latest")).isEqualTo(far);
        BackupId farther = store(now.plus(YEAR).plus(YEAR));
        assertThat(new Catalogue(repository()).find("latest")).isEqualTo(farther);
        BackupId older = store(now.minus(Duration.ofHours(2)));
        BackupId newer = store(now.minus(Duration.ofHours(1)));
        BackupId near = store(now.plus(Duration.ofMinutes(9)));
        assertThat(repository().manifests().newestFirst()).containsExactly(near, newer, older, farther, far);
        assertThat(new Catalogue(repository()).find("latest")).isEqualTo(near);
    }

    @Test
    void aLabelDoesNotMakeABackupOneOfTheFuture() {
        var limit = new BackupId(BackupTimes.name(now.plus(BackupTimes.TOLERANCE)) + "-label");
        assertThat(BackupTimes.isFromTheFuture(limit, now)).isFalse();
        assertThat(BackupTimes.isFromTheFuture(new BackupId(limit.value().replace("20", "21")), now))
                .isTrue();
    }
}

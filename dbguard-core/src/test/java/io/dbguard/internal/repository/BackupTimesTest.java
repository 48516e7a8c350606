package io.dbguard.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.internal.storage.LocalStorage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

    /** A clock that is behind must not let yesterday's backup be restored without a word. */
    @Test
    void whatIsPassedOverIsSaid() {
        store(now.plus(YEAR));
        BackupId farther = store(now.plus(YEAR).plus(YEAR));
        assertThat(saidWhile(() -> new Catalogue(repository()).find("latest"))).isEmpty();
        BackupId past = store(now.minus(YEAR));
        assertThat(saidWhile(() -> new Catalogue(repository()).find("latest")))
                .containsOnlyOnce("\n")
                .contains("2 backups", "the newest is " + farther);
        assertThat(saidWhile(() -> new Catalogue(repository()).find("at:" + now)))
                .isEmpty();
        assertThat(saidWhile(() -> new Catalogue(repository()).find(past.value())))
                .isEmpty();
    }

    private static String saidWhile(Runnable work) {
        PrintStream before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLabelDoesNotMakeABackupOneOfTheFuture() {
        var limit = new BackupId(BackupTimes.name(now.plus(BackupTimes.TOLERANCE)) + "-label");
        assertThat(BackupTimes.areFromTheFuture(now))
                .rejects(limit)
                .accepts(new BackupId(limit.value().replace("20", "21")));
    }
}

package io.dbguard.internal.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentNotesTest {
    private static final Instant TIME = Instant.parse("2026-11-21T10:15:30.123456Z");

    @TempDir
    Path folder;

    private DeploymentNotes notes;

    @BeforeEach
    void open() {
        Storage storage = new LocalStorage(folder);
        notes = new DeploymentNotes(storage);
    }

    private static Deployment deployment(Instant time, String database) {
        return new Deployment(
                time,
                new DatabaseInfo("postgresql", "17.2", database, "1/\"2\""),
                Map.of("URL", "ab", "KEY", "cd"),
                List.of("V2__b.sql", "V1__a.sql"));
    }

    @Test
    void theNewestIsReadAsItWasWritten() {
        assertThat(notes.latest()).isEmpty();
        Deployment newest = deployment(TIME, "shop");
        notes.write(newest);
        notes.write(deployment(TIME.minusSeconds(60), "other"));
        assertThat(notes.latest()).contains(newest);
        assertThat(folder.resolve("deployments/2026-11-21T10-15-30.123Z.json")).exists();
    }

    @Test
    void severalAtTheSameMomentAreAllNoted() throws Exception {
        for (int i = 0; i < 3; i++) {
            notes.write(deployment(TIME, "shop" + i));
        }
        try (var files = Files.list(folder.resolve("deployments"))) {
            assertThat(files).hasSize(3);
        }
        assertThat(notes.latest().orElseThrow().database().name()).isEqualTo("shop2");
    }

    @Test
    void aDamagedNoteIsPassedOver() throws Exception {
        notes.write(deployment(TIME, "shop"));
        notes.write(deployment(TIME.plusSeconds(1), "newer"));
        Path newer = folder.resolve("deployments/2026-11-21T10-15-31.123Z.json");
        Files.writeString(newer, Files.readString(newer).replace("newer", "other"));
        assertThat(notes.latest().orElseThrow().database().name()).isEqualTo("shop");
    }

    @Test
    void theLastHundredAreKept() throws Exception {
        for (int i = 0; i < 103; i++) {
            notes.write(deployment(TIME.plusSeconds(i), "shop" + i));
        }
        try (var files = Files.list(folder.resolve("deployments"))) {
            assertThat(files).hasSize(100);
        }
        assertThat(notes.latest().orElseThrow().database().name()).isEqualTo("shop102");
    }
}

package io.dbguard.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    private static final String BACKUP = "2026-11-21T10-00-00Z-a1b2c3";

    @ParameterizedTest
    @CsvSource({
        "blobs/ab/abc.zst",
        "manifests/" + BACKUP + ".json",
        "manifests-2/" + BACKUP + ".json.age",
        "dbguard.json"
    })
    void whatABackupNeedsIsKeptForLong(String path) {
        assertThat(new Place("backups", "shop", null).isLasting("shop/" + path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "locks/a.json",
                "pinned/" + BACKUP,
                "verified/" + BACKUP + ".json",
                "verified/rotation.json",
                "copies/0123456789abcdef.json",
                "current/" + BACKUP + ".json",
                "pieces/" + BACKUP + ".json",
                "../other"
            })
    void whatComesAndGoesIsNot(String path) {
        assertThat(new Place("backups", "shop", null).isLasting("shop/" + path)).isFalse();
    }
}

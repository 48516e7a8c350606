package io.dbguard.internal.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationNameTest {
    @Test
    void scriptsComeInTheOrderInWhichFlywayRunsThem(@TempDir Path folder) throws IOException {
        for (String name : new String[] {
            "V10__z.sql",
            "V2__b.sql",
            "V1_1__c.sql",
            "V1__a.sql",
            "R__views.sql",
            "other.sql",
            "V1.10__d.sql",
            "U2__undo.sql",
            "readme.txt"
        }) {
            Files.writeString(folder.resolve(name), "SELECT 1");
        }
        assertThat(ScriptFolder.read(folder).scripts())
                .extracting(script -> script.name())
                .containsExactly(
                        "V1__a.sql",
                        "V1_1__c.sql",
                        "V1.10__d.sql",
                        "V2__b.sql",
                        "V10__z.sql",
                        "other.sql",
                        "R__views.sql");
    }

    /** The numbers are what Flyway 11.20.3 wrote into its history for these scripts. */
    @Test
    void theChecksumIsFlyways() {
        assertThat(FlywayChecksum.of("\uFEFFCREATE TABLE t (id int);\r\n\r\nINSERT INTO t VALUES (1);\n"))
                .isEqualTo(169406234);
        assertThat(FlywayChecksum.of("CREATE OR REPLACE VIEW v AS SELECT 1 AS \"ü\";"))
                .isEqualTo(-824684545);
    }

    @Test
    void aFolderBehindALinkIsRead(@TempDir Path place) throws IOException {
        Path real = Files.createDirectory(place.resolve("real"));
        Files.writeString(real.resolve("V1__a.sql"), "SELECT 1");
        Path link = Files.createSymbolicLink(place.resolve("link"), real);
        assertThat(ScriptFolder.read(link).scripts()).hasSize(1);
    }
}

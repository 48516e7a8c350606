package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupNamesTest {
    @TempDir
    Path folder;

    private String repository;
    private String first;
    private String second;

    @BeforeEach
    void takeTwoBackups() {
        H2Shop shop = new H2Shop(folder).fill();
        repository = folder.resolve("backups").toString();
        first = InProcess.backup(shop.on("backup", "--repo", repository, "--label", "first"));
        second = InProcess.backup(shop.on("backup", "--repo", repository, "--label", "second"));
    }

    private String shown(String name) {
        return InProcess.run("show", name, "--repo", repository, "--json")
                .done()
                .json()
                .path("id")
                .textValue();
    }

    @Test
    void theLabelIsPartOfTheName() {
        assertThat(first).endsWith("-first");
        assertThat(second).endsWith("-second");
    }

    @Test
    void aBeginningIsEnoughWhenOnlyOneBackupHasIt() {
        assertThat(shown(first.substring(0, first.length() - 2))).isEqualTo(first);
        assertThat(shown(second.substring(0, second.length() - 2))).isEqualTo(second);
    }

    @Test
    void latestIsTheNewest() {
        assertThat(shown("latest")).isEqualTo(second);
    }

    @Test
    void aBeginningOfTwoIsRefused() {
        InProcess.run("show", first.substring(0, 4), "--repo", repository)
                .refused("2 backups start with " + first.substring(0, 4), "nothing was changed", "dbguard list");
    }

    @Test
    void anUnknownBackupIsRefusedByEveryCommand() {
        var shop = new H2Shop(folder);
        String before = shop.content();
        String[] expected = {"There is no backup 1999", "nothing was changed", "dbguard list"};
        InProcess.run("show", "1999", "--repo", repository).refused(expected);
        InProcess.run("verify", "1999", "--repo", repository).refused(expected);
        InProcess.run(shop.on("restore", "1999", "--yes", "--repo", repository)).refused(expected);
        InProcess.run("export", "1999", "--repo", repository, "--format", "sql", "--out", folder.resolve("x") + "")
                .refused(expected);
        assertThat(shop.content()).isEqualTo(before);
        assertThat(folder.resolve("x")).doesNotExist();
    }
}

package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that nobody may write to, not even root, whom permission bits do not hold back. */
class UnusableFolderTest {
    @TempDir
    Path folder;

    @Test
    void aFolderThatCannotBeWrittenToHoldsNoBackup() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        Path file = Files.writeString(folder.resolve("file"), "mine");
        for (String place : new String[] {file.resolve("backups").toString(), "/proc/dbguard"}) {
            InProcess.run(shop.on("backup", "--repo", place)).failed("dbguard.json", place, "check that the folder");
            assertThat(InProcess.run("list", "--repo", place).code()).isNotZero();
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void aFileIsNoRepository() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        Path file = Files.writeString(folder.resolve("file"), "mine");
        InProcess.run(shop.on("backup", "--repo", file.toString())).failed(file.toString());
        assertThat(file).hasContent("mine");
    }

    @Test
    void anOrdinaryFolderIsNoRepository() {
        InProcess.run("list", "--repo", folder.toString()).refused("There is no dbguard repository", folder.toString());
    }

    @Test
    void anExportThatCannotBeWrittenLeavesNothing() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        String repository = folder.resolve("backups").toString();
        InProcess.backup(shop.on("backup", "--repo", repository));
        Path file = Files.writeString(folder.resolve("file"), "mine");
        for (String format : new String[] {"sql", "csv"}) {
            String target = file.resolve("out").toString();
            InProcess.run("export", "latest", "--repo", repository, "--format", format, "--out", target)
                    .failed(target, "the backup is not affected");
        }
        assertThat(file).hasContent("mine");
    }
}

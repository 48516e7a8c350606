package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedRepositoryTest {
    @TempDir
    Path folder;

    private H2Shop shop;
    private Path repository;
    private String id;
    private String lost;

    @BeforeEach
    void takeABackupAndLoseData() {
        shop = new H2Shop(folder).fill();
        repository = folder.resolve("backups");
        id = InProcess.backup(shop.on("backup", "--repo", repository.toString()));
        shop.run("DELETE FROM orders");
        lost = shop.content();
    }

    private Path manifest() {
        return repository.resolve("manifests").resolve(id + ".json");
    }

    private Path biggestBlob() throws IOException {
        try (Stream<Path> files = Files.walk(repository.resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void replace(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).containsPattern(from);
        Files.writeString(file, text.replaceFirst(from, to));
    }

    /** Whoever writes a newer format writes the right digest, too. */
    private static void sign(Path file) throws IOException {
        Files.writeString(Path.of(file + ".sha256"), sha256(file) + "  " + file.getFileName() + "\n");
    }

    private static String sha256(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private String[] restore() {
        return shop.on("restore", id, "--yes", "--repo", repository.toString());
    }

    @Test
    void aManifestOfANewerFormatIsRefusedEverywhere() throws IOException {
        replace(manifest(), "\"format\" *: *1", "\"format\" : 2");
        sign(manifest());
        InProcess.run("show", id, "--repo", repository.toString()).failed("newer", "use the newer dbguard");
        InProcess.run(restore()).failed("newer", "nothing was changed", "use the newer dbguard");
        assertThat(InProcess.run("list", "--repo", repository.toString())
                        .found()
                        .out())
                .contains("There is no backup", "DAMAGED", id, "format version 2");
        assertThat(InProcess.run("verify", "--repo", repository.toString())
                        .found()
                        .out())
                .contains("DAMAGED", id, "format version 2");
        assertThat(InProcess.run("status", "--repo", repository.toString(), "--json")
                        .found()
                        .json()
                        .path("damaged"))
                .hasSize(1);
        assertThat(shop.content()).isEqualTo(lost);
    }

    /** A newer version seals this file like all versions do. */
    private void makeNewer() throws IOException, NoSuchAlgorithmException {
        Path descriptor = repository.resolve("dbguard.json");
        String whole = Files.readString(descriptor);
        String start = whole.substring(0, whole.lastIndexOf(",\n  \"sha256\""))
                .replaceFirst("\"format\" *: *1", "\"format\" : 2");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(start.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                descriptor, start + ",\n  \"sha256\" : \"" + HexFormat.of().formatHex(digest) + "\"\n}\n");
    }

    @Test
    void aRepositoryOfANewerFormatIsLeftAlone() throws Exception {
        makeNewer();
        InProcess.run("list", "--repo", repository.toString()).failed("newer", "use the newer dbguard");
        InProcess.run(shop.on("backup", "--repo", repository.toString())).failed("newer");
        try (Stream<Path> manifests = Files.list(repository.resolve("manifests"))) {
            assertThat(manifests.filter(file -> file.toString().endsWith(".json")))
                    .hasSize(1);
        }
    }

    @Test
    void aManifestThatEndsInTheMiddleIsNoBackup() throws IOException {
        cut(manifest());
        InProcess.run("show", id, "--repo", repository.toString()).failed("damaged", "choose another backup");
        InProcess.run(restore()).failed("damaged");
        assertThat(InProcess.run("list", "--repo", repository.toString())
                        .found()
                        .out())
                .contains("There is no backup", "DAMAGED");
        assertThat(InProcess.run("list", "--repo", repository.toString(), "--json")
                        .found()
                        .json()
                        .get(0)
                        .path("damage")
                        .textValue())
                .isNotEmpty();
        assertThat(shop.content()).isEqualTo(lost);
    }

    @Test
    void aTruncatedBlobIsFoundNamedAndNotRestored() throws IOException {
        Path blob = biggestBlob();
        cut(blob);
        assertThat(InProcess.run("verify", id, "--repo", repository.toString())
                        .found()
                        .out())
                .contains("DAMAGED", blob.getFileName().toString(), "PUBLIC.ORDERS", "is damaged");
        InProcess.run(restore()).failed("PUBLIC.ORDERS", "the database was not changed", "dbguard verify");
        assertThat(shop.content()).isEqualTo(lost);
        InProcess.run(
                        "export",
                        id,
                        "--format",
                        "sql",
                        "--repo",
                        repository.toString(),
                        "--out",
                        folder.resolve("x") + "")
                .failed(blob.getFileName().toString(), "backups that do not use it are not affected");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void aBlobWithAnotherByteIsFoundNamedAndNotRestored() throws IOException {
        Path blob = biggestBlob();
        byte[] bytes = Files.readAllBytes(blob);
        bytes[bytes.length / 2] ^= 1;
        Files.write(blob, bytes);
        assertThat(InProcess.run("verify", id, "--repo", repository.toString())
                        .found()
                        .out())
                .contains("DAMAGED", blob.getFileName().toString(), "PUBLIC.ORDERS");
        InProcess.run(restore()).failed(blob.getFileName().toString());
        assertThat(shop.content()).isEqualTo(lost);
    }

    @Test
    void whatIsDamagedInOneBackupDoesNotSpoilTheNext() throws IOException {
        cut(biggestBlob());
        shop.run("INSERT INTO orders (customer, note) SELECT 1, 'later' FROM SYSTEM_RANGE(1, 9)");
        String next = InProcess.backup(shop.on("backup", "--repo", repository.toString()));
        InProcess.run("verify", next, "--repo", repository.toString()).done();
    }

    private static void cut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }
}

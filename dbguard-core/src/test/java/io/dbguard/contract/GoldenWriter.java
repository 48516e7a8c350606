package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes a golden repository below {@code target}, once for each format version. No build runs this; see the README beside
 * the golden repositories.
 */
public abstract class GoldenWriter {
    private final GoldenScene scene;

    /** Creates a writer. */
    protected GoldenWriter(GoldenScene scene) {
        this.scene = scene;
    }

    @Test
    void write() throws IOException {
        Path folder = Path.of("target", scene.resource());
        assertThat(folder).as("what is golden is written once").doesNotExist();
        try (TestDatabase database = scene.create()) {
            Guard guard = Guard.protect(database.dataSource())
                    .storeIn(folder.resolve("repository"))
                    .build();
            Files.createDirectories(folder.resolve("expected"));
            for (GoldenScene.Stage stage : scene.stages()) {
                database.run(stage.before().toArray(String[]::new));
                guard.backup().label(stage.label()).run();
                Files.write(folder.resolve("expected").resolve(stage.label() + ".txt"), scene.rows(database));
            }
            guard.verify().backup(guard.repository().find("latest").value()).run();
        }
        Files.write(folder.resolve("SHA256SUMS"), sums(folder));
    }

    private static List<String> sums(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> sha256(read(file)) + "  "
                            + folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

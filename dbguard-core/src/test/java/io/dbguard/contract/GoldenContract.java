package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.BackupRepository;
import io.dbguard.Guard;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.report.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository that an earlier version wrote is read by this one. */
public abstract class GoldenContract {
    @TempDir
    Path folder;

    private final GoldenScene scene;
    private BackupRepository repository;

    /** Creates the tests. */
    protected GoldenContract(GoldenScene scene) {
        this.scene = scene;
    }

    private byte[] resource(String path) throws IOException {
        String name = "/" + scene.resource() + "/" + path;
        try (InputStream in = GoldenContract.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }

    private List<String> lines(String path) throws IOException {
        return new String(resource(path), StandardCharsets.UTF_8).lines().toList();
    }

    /** The files may lie in a jar, so they are copied; none may have changed since they were written. */
    @BeforeEach
    void copy() throws IOException {
        for (String line : lines("SHA256SUMS")) {
            String path = line.substring(line.indexOf("  ") + 2);
            byte[] content = resource(path);
            assertThat(GoldenWriter.sha256(content) + "  " + path).isEqualTo(line);
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        }
        repository = BackupRepository.in(folder.resolve("repository"));
    }

    private List<BackupSummary> backups() {
        return repository.list().backups();
    }

    @Test
    void allBackupsAreListed() {
        assertThat(repository.list().damaged()).isEmpty();
        assertThat(backups())
                .extracting(backup -> backup.header().label())
                .containsExactlyElementsOf(
                        scene.stages().stream().map(GoldenScene.Stage::label).toList());
        assertThat(backups().get(backups().size() - 1).verifiedAt()).isPresent();
    }

    @Test
    void theyShareBlobs() {
        Set<String> blobs = new HashSet<>();
        long chunks = 0;
        for (BackupSummary backup : backups()) {
            List<Chunk> all = repository.manifest(backup.header().id()).tables().stream()
                    .flatMap(table -> table.chunks().stream())
                    .toList();
            chunks += all.size();
            all.forEach(chunk -> blobs.add(chunk.blob()));
        }
        assertThat(chunks).isGreaterThan(blobs.size());
    }

    @Test
    void allBackupsAreIntact() {
        assertThat(backups())
                .allSatisfy(backup ->
                        assertThat(repository.verify(backup.header().id())).isInstanceOf(Verification.Intact.class));
    }

    @Test
    void allRowsComeBack() throws IOException {
        for (BackupSummary backup : backups()) {
            try (TestDatabase database = scene.create()) {
                Guard guard = Guard.protect(database.dataSource())
                        .storeIn(folder.resolve("repository"))
                        .build();
                scene.without(guard.restore().backup(backup.header().id())).run();
                assertThat(scene.rows(database))
                        .isEqualTo(lines("expected/" + backup.header().label() + ".txt"));
            }
        }
    }

    @Test
    void theNextBackupSharesTheirBlobs() throws IOException {
        try (TestDatabase database = scene.create()) {
            Guard guard = Guard.protect(database.dataSource())
                    .storeIn(folder.resolve("repository"))
                    .build();
            scene.without(guard.restore().latest()).run();
            assertThat(guard.backup().run().writtenBytes()).isZero();
        }
    }

    @Test
    void allBackupsAreExported() throws IOException {
        for (BackupSummary backup : backups()) {
            BackupId id = backup.header().id();
            Path script = folder.resolve(id + ".sql");
            Path tables = folder.resolve(id + "-csv");
            repository.exportSql(id, script);
            repository.exportCsv(id, tables);
            assertThat(Files.readString(script)).contains("CREATE ");
            try (Stream<Path> files = Files.list(tables)) {
                assertThat(files).hasSize(backup.tables());
            }
        }
    }
}

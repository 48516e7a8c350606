package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.report.Verification;
import io.dbguard.api.report.Verification.Damaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A blob that is missing or altered is found and named, and nothing is restored from it. */
abstract class DamageContract extends ContractTest {
    DamageContract(DatabaseUnderTest database) {
        super(database);
    }

    private interface Harm {
        void to(Path blob) throws IOException;
    }

    private void assertFound(String expected, Harm harm) throws IOException {
        try (TestDatabase database = newDatabase();
                TestDatabase to = newDatabase()) {
            database.run(
                    "CREATE TABLE harmed (id int PRIMARY KEY, v varchar(20))",
                    "INSERT INTO harmed VALUES (1, 'one'), (2, 'two')",
                    "CREATE TABLE whole (id int PRIMARY KEY)",
                    "INSERT INTO whole VALUES (1)");
            guard(database).backup().run();
            Path blob = blobOf(database, "harmed");
            harm.to(blob);
            assertThat(guard(database).verify().latest().run())
                    .isInstanceOfSatisfying(
                            Damaged.class,
                            damaged -> assertThat(damaged.damages())
                                    .singleElement()
                                    .satisfies(damage -> {
                                        assertThat(damage.file())
                                                .contains(blob.getFileName().toString());
                                        assertThat(damage.table().toLowerCase()).endsWith("harmed");
                                        assertThat(damage.what()).contains(expected);
                                    }));
            String empty = dump(to);
            assertThatThrownBy(() -> guard(to).restore().latest().run()).isInstanceOf(RepositoryException.class);
            assertThat(dump(to)).isEqualTo(empty);
            guard(to).restore().latest().table("whole").run();
            assertThat(to.query("SELECT id FROM whole")).containsExactly("1");
        }
    }

    private Path blobOf(TestDatabase database, String table) throws IOException {
        var repository = guard(database).repository();
        String blob = repository.manifest(repository.find("latest")).tables().stream()
                .filter(t -> t.table().name().table().equalsIgnoreCase(table))
                .findFirst()
                .orElseThrow()
                .chunks()
                .get(0)
                .blob();
        return files("blobs", blob).get(0);
    }

    @Test
    void aMissingBlob() throws IOException {
        assertFound("missing", Files::delete);
    }

    @Test
    void aTruncatedBlob() throws IOException {
        assertFound("bytes", blob -> {
            byte[] content = Files.readAllBytes(blob);
            Files.write(blob, java.util.Arrays.copyOf(content, content.length - 1));
        });
    }

    @Test
    void aFlippedBit() throws IOException {
        assertFound("match", DamageContract::flip);
    }

    private static void flip(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }

    private List<Path> files(String in, String start) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(in))) {
            return files.filter(file -> file.getFileName().toString().startsWith(start))
                    .toList();
        }
    }

    @Test
    void anAlteredManifestIsNoBackup() throws IOException {
        try (TestDatabase database = newDatabase()) {
            database.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            var report = guard(database).backup().run();
            for (Path manifest : files("manifests", report.header().id() + ".")) {
                if (!manifest.toString().endsWith(".sha256")) {
                    flip(manifest);
                }
            }
            assertThat(guard(database).repository().list().backups()).isEmpty();
            assertThat(guard(database).repository().list().damaged()).hasSize(1);
            assertThat(guard(database).repository().verify(report.header().id()))
                    .isInstanceOf(Damaged.class);
            assertThatThrownBy(() -> guard(database)
                            .restore()
                            .backup(report.header().id())
                            .run())
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContaining("manifest");
        }
    }

    @Test
    void verificationIsRemembered() {
        try (TestDatabase database = newDatabase()) {
            database.run("CREATE TABLE t (id int PRIMARY KEY)");
            guard(database).backup().run();
            assertThat(guard(database).repository().list().backups().get(0).verifiedAt())
                    .isEmpty();
            assertThat(guard(database).verify().latest().run()).isInstanceOf(Verification.Intact.class);
            assertThat(guard(database).repository().list().backups().get(0).verifiedAt())
                    .isPresent();
            assertThat(List.of(guard(database)
                            .repository()
                            .list()
                            .backups()
                            .get(0)
                            .verifiedAt()
                            .orElseThrow()))
                    .isNotEmpty();
        }
    }
}

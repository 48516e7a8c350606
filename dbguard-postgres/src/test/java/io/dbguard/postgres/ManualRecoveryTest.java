package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.postgres.testing.EverythingFixture;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import io.dbguard.postgres.testing.RecoveryPage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on recovery by hand is followed as it stands there. */
class ManualRecoveryTest {
    private static final String RECIPIENT = "age1wefgxasdja8tth4u3lx57kuq6qy8z0tevxp2tu4y6zu5adsy2yusftxhnh";
    private static final String IDENTITY = "AGE-SECRET-KEY-1M2E9Z434AYTCEJ2CLCP40WEHX78WHQZ3V9N2AZNAR6TP6WG2NEFQ5YJ8YL";

    @TempDir
    Path folder;

    private final KeyPair signing = newSigningKeys();
    private final PostgresServer server = PostgresServer.version(15);

    private static KeyPair newSigningKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void keyFiles() throws IOException {
        Files.writeString(folder.resolve("identity"), "# public key: " + RECIPIENT + "\n" + IDENTITY + "\n");
        Files.writeString(
                folder.resolve("signer"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getEncoder().encodeToString(signing.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    /** Inherited columns may change their order once, with pg_dump as with dbguard; from then on they stay. */
    private PostgresDatabase settled() {
        PostgresDatabase settled = server.newDatabase();
        try (PostgresDatabase source = server.newDatabase()) {
            EverythingFixture.load(source);
            Path repository = folder.resolve("first");
            try (Guard writer = Guard.protect(source.superuser())
                            .storeIn(repository)
                            .build();
                    Guard reader = Guard.protect(settled.superuser())
                            .storeIn(repository)
                            .build()) {
                writer.backup().run();
                reader.restore().latest().run();
            }
        }
        return settled;
    }

    private PostgresDatabase filled() {
        PostgresDatabase source = settled();
        source.asSuperuser()
                .run(
                        "CREATE SEQUENCE public.far START 9223372036854775806",
                        "CREATE TABLE public.\"od\"\"d\" (\"a'b\" int PRIMARY KEY, t text)",
                        "INSERT INTO public.\"od\"\"d\" SELECT g, repeat(md5(g::text), 100) FROM generate_series(1, 2000) g",
                        "INSERT INTO public.\"od\"\"d\" VALUES (0, E'\\\\.\\n\\t:x \\\\N'), (-1, NULL), (-2, '')");
        return source;
    }

    private String backUp(PostgresDatabase source, RepositoryKeys keys) {
        try (Guard guard = Guard.protect(source.superuser())
                .storeIn(folder.resolve("repository"))
                .keys(keys)
                .build()) {
            return guard.backup().label("by.hand").run().header().id().value();
        }
    }

    private RecoveryPage.Said follow(PostgresDatabase to, String id, boolean signed) {
        URI url = URI.create(server.url("postgres", to.name()).substring("jdbc:".length()));
        Map<String, String> values = new HashMap<>(Map.of(
                "REPO", folder.resolve("repository").toString(),
                "ID", id,
                "IDENTITY", folder.resolve("identity").toString(),
                "WORK", folder.resolve("work").toString(),
                "PGHOST", url.getHost(),
                "PGPORT", String.valueOf(url.getPort()),
                "PGUSER", "postgres",
                "PGDATABASE", to.name()));
        if (signed) {
            values.put("TRUSTED", folder.resolve("signer").toString());
        }
        return new RecoveryPage(folder).run(values, signed);
    }

    /** A session that had a temporary table leaves an empty schema behind. */
    private static String dump(PostgresDatabase database) {
        return PostgresFacts.dump(database.asSuperuser()).replaceAll("schema\\|pg_(toast_)?temp_\\d+\n", "");
    }

    private void assertRecovered(RepositoryKeys keys, boolean signed) {
        try (PostgresDatabase source = filled();
                PostgresDatabase copy = server.newDatabase()) {
            String id = backUp(source, keys);
            RecoveryPage.Said said = follow(copy, id, signed);
            assertThat(said.code()).as(said.text()).isZero();
            assertThat(said.text().lines())
                    .as(
                            "nothing but what the tools say when all is well, and what the server has to say of its settings")
                    .allMatch(line -> line.endsWith(": OK")
                            || line.equals("Signature Verified Successfully")
                            || line.matches("(WARNING|HINT): .*(wal_level|subscri).*"));
            assertThat(dump(copy)).isEqualTo(dump(source));
            try (Guard guard = Guard.protect(copy.superuser())
                    .storeIn(folder.resolve("repository"))
                    .keys(keys.identity(IDENTITY))
                    .build()) {
                assertThat(guard.verify().latest().againstDatabase().identical())
                        .isTrue();
            }
        }
    }

    @Test
    void aPlainBackupComesBack() {
        assertRecovered(RepositoryKeys.NONE, false);
    }

    @Test
    void anEncryptedAndSignedBackupComesBack() {
        assertRecovered(RepositoryKeys.NONE.encryptTo(RECIPIENT).signWith(signing.getPrivate()), true);
    }

    @Test
    void aDamagedBlobStopsItBeforeAnythingIsDone() throws IOException {
        try (PostgresDatabase source = filled();
                PostgresDatabase copy = server.newDatabase()) {
            String id = backUp(source, RepositoryKeys.NONE);
            String empty = PostgresFacts.dump(copy.asSuperuser());
            Path blob = anyBlob();
            byte[] content = Files.readAllBytes(blob);
            content[content.length / 2] ^= 1;
            Files.write(blob, content);
            RecoveryPage.Said said = follow(copy, id, false);
            assertThat(said.code()).isNotZero();
            assertThat(said.text()).contains(blob.getFileName() + ": FAILED");
            assertThat(PostgresFacts.dump(copy.asSuperuser())).isEqualTo(empty);
        }
    }

    private Path anyBlob() throws IOException {
        try (Stream<Path> blobs = Files.walk(folder.resolve("repository/blobs"))) {
            return blobs.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
    }
}

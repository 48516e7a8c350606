package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Outcome;
import io.dbguard.internal.seal.AgeKeyPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted and signed backups by the command line, and what it says when a key is missing or the wrong one. */
class KeysTest {
    private static final AgeKeyPair OWN = AgeKeyPair.generate();
    private static final AgeKeyPair OTHER = AgeKeyPair.generate();
    private static final KeyPair SIGNER = newSigner();
    private static final KeyPair STRANGER = newSigner();

    @TempDir
    Path folder;

    private H2Shop shop;
    private String repo;
    private String identity;
    private String otherIdentity;
    private String signing;
    private String trust;
    private String strangerTrust;

    private static KeyPair newSigner() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void fill() {
        shop = new H2Shop(folder).fill();
        repo = folder.resolve("repo").toString();
        identity = file("identity.txt", "# a comment\n" + OWN.identity() + "\n");
        otherIdentity = file("other.txt", OTHER.identity() + "\n");
        signing = file("signing.pem", pem("PRIVATE", SIGNER.getPrivate()));
        trust = file("trust.pem", pem("PUBLIC", SIGNER.getPublic()));
        strangerTrust = file("stranger.pem", pem("PUBLIC", STRANGER.getPublic()));
    }

    private String file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String kind, Key key) {
        return "-----BEGIN " + kind + " KEY-----\n" + text(key) + "\n-----END " + kind + " KEY-----\n";
    }

    private static String text(Key key) {
        return Base64.getMimeEncoder().encodeToString(key.getEncoded());
    }

    /** Runs a command on the repository; whatever it says, it tells no secret. */
    private Outcome run(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--repo", repo));
        Outcome outcome = InProcess.run(all.toArray(String[]::new));
        assertTellsNoSecret(outcome);
        all.add("--verbose");
        if (outcome.code() != 0) {
            assertTellsNoSecret(InProcess.run(all.toArray(String[]::new)));
        }
        return outcome;
    }

    private static void assertTellsNoSecret(Outcome outcome) {
        for (String secret :
                List.of(OWN.identity(), OTHER.identity(), text(SIGNER.getPrivate()), text(STRANGER.getPrivate()))) {
            assertThat(outcome.out() + outcome.err()).doesNotContain(secret);
        }
    }

    private Outcome onShop(String... command) {
        return run(shop.on(command));
    }

    private String backUp() {
        return onShop("backup", "--recipient", OWN.recipient(), "--signing-key", signing)
                .done()
                .lastLine();
    }

    private List<String> files() {
        try (Stream<Path> files = Files.walk(Path.of(repo))) {
            return files.map(Path::toString)
                    .filter(path -> !path.contains("verified"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anEncryptedAndSignedBackupComesBack() {
        String content = shop.content();
        String id = backUp();
        assertThat(run("list").done().out()).contains(id);
        assertThat(run("list", "--trust", trust).done().out()).contains(id);
        run("status").done();
        run("show", id, "--identity-file", identity).done();
        run("verify", id, "--identity-file", identity, "--trust", trust).done();
        shop.destroy();
        onShop(
                        "restore",
                        id,
                        "--yes",
                        "--recipient",
                        OWN.recipient(),
                        "--identity-file",
                        identity,
                        "--signing-key",
                        signing)
                .done();
        assertThat(shop.content()).isEqualTo(content);
        // The backup that the restore took for safety is encrypted and signed too.
        assertThat(run("list", "--trust", trust, "--json").done().json()).hasSize(2);
    }

    @Test
    void withoutTheIdentityNothingIsOpenedOrChanged() {
        String id = backUp();
        String content = shop.content();
        shop.run("DELETE FROM orders");
        String emptied = shop.content();
        Path script = folder.resolve("out.sql");
        for (String[] keys : new String[][] {{}, {"--identity-file", otherIdentity}}) {
            run(with(keys, "show", id)).refused("ident");
            run(with(keys, "verify", id)).refused("ident");
            run(with(keys, "verify", "--sample", "100%")).refused("ident");
            run(with(keys, "export", id, "--format", "sql", "--out", script.toString()))
                    .refused("ident");
            onShop(with(keys, "restore", id, "--yes", "--no-safety-backup")).refused("ident");
        }
        assertThat(script).doesNotExist();
        assertThat(shop.content()).isEqualTo(emptied).isNotEqualTo(content);
    }

    private static String[] with(String[] keys, String... command) {
        return Stream.concat(Stream.of(command), Stream.of(keys)).toArray(String[]::new);
    }

    @Test
    void filesThatAreNoKeysAreRefused() {
        backUp();
        String garbage = file("garbage.txt", "not a key\n");
        String missing = folder.resolve("missing").toString();
        run("list", "--identity-file", garbage).refused("identity");
        run("list", "--identity-file", missing).refused("key file", "--identity-file");
        run("list", "--trust", garbage).refused("Ed25519");
        run("list", "--trust", missing).refused("--trust");
        // Each key where the other one belongs.
        run("list", "--identity-file", signing).refused("identity");
        run("list", "--trust", signing).refused("Ed25519");
        run("list", "--trust", identity).refused("Ed25519");
        onShop("backup", "--recipient", OWN.recipient(), "--signing-key", garbage)
                .refused("Ed25519");
        onShop("backup", "--recipient", OWN.recipient(), "--signing-key", trust).refused("Ed25519");
        onShop("backup", "--recipient", OWN.recipient(), "--signing-key", missing)
                .refused("--signing-key");
        onShop("backup", "--recipient", OWN.recipient(), "--signing-key", identity)
                .refused("Ed25519");
    }

    @Test
    void otherRecipientsThanTheRepositorysAreRefused() {
        backUp();
        List<String> before = files();
        onShop("backup").refused("encrypted to " + OWN.recipient(), "not encrypted");
        onShop("backup", "--recipient", OTHER.recipient()).refused("recipients");
        onShop("backup", "--recipient", OWN.recipient(), "--recipient", OTHER.recipient())
                .refused("recipients");
        assertThat(files()).isEqualTo(before);
        repo = folder.resolve("plain").toString();
        onShop("backup").done();
        onShop("backup", "--recipient", OWN.recipient()).refused("not encrypted");
    }

    @Test
    void whatIsNoPublicKeyIsNoRecipientAndIsWrittenNowhere() {
        for (String wrong :
                List.of("age1nobody", "", OWN.identity(), OWN.recipient().substring(0, 40))) {
            onShop("backup", "--recipient", wrong).refused("recipient");
            assertThat(folder.resolve("repo")).as(wrong).doesNotExist();
        }
        backUp();
        onShop("backup", "--recipient", OWN.identity()).refused("recipient");
        run("rekey", "--identity-file", identity, "--signing-key", signing, "--add-recipient", OWN.identity())
                .refused("recipient");
        repo = folder.resolve("plain").toString();
        onShop("backup").done();
        onShop("backup", "--recipient", OWN.identity()).refused("recipient");
    }

    @Test
    void whatIsNotSignedByATrustedKeyIsNotUsed() {
        String content = shop.content();
        String unsigned =
                onShop("backup", "--recipient", OWN.recipient()).done().lastLine();
        String signed = backUp();
        shop.run("DELETE FROM orders");
        String emptied = shop.content();
        assertThat(run("list", "--trust", trust).found().out()).contains(signed, "is not signed");
        onShop("restore", unsigned, "--yes", "--no-safety-backup", "--identity-file", identity, "--trust", trust)
                .failed("is not signed", "nothing of it was used");
        onShop("restore", signed, "--yes", "--no-safety-backup", "--identity-file", identity, "--trust", strangerTrust)
                .failed("not signed with a key that is trusted");
        assertThat(shop.content()).isEqualTo(emptied);
        onShop(
                        "restore",
                        signed,
                        "--yes",
                        "--no-safety-backup",
                        "--identity-file",
                        identity,
                        "--trust",
                        strangerTrust,
                        "--trust",
                        trust)
                .done();
        assertThat(shop.content()).isEqualTo(content);
    }

    @Test
    void recipientsChange() {
        String content = shop.content();
        String id = backUp();
        assertThat(run(
                                "rekey",
                                "--identity-file",
                                identity,
                                "--signing-key",
                                signing,
                                "--add-recipient",
                                OTHER.recipient(),
                                "--remove-recipient",
                                OWN.recipient())
                        .done()
                        .out()
                        .strip())
                .isEqualTo(OTHER.recipient());
        run("verify", id, "--identity-file", identity).refused("other recipients");
        run("verify", id, "--identity-file", otherIdentity, "--trust", trust).done();
        onShop("backup", "--recipient", OWN.recipient(), "--signing-key", signing)
                .refused("dbguard rekey");
        onShop("backup", "--recipient", OTHER.recipient(), "--signing-key", signing)
                .done();
        shop.destroy();
        onShop("restore", id, "--yes", "--no-safety-backup", "--identity-file", otherIdentity, "--trust", trust)
                .done();
        assertThat(shop.content()).isEqualTo(content);
    }

    @Test
    void aChangeOfRecipientsThatCannotBeIsRefusedAndChangesNothing() {
        String id = backUp();
        List<String> before = files();
        String own = OWN.recipient();
        String other = OTHER.recipient();
        assertThat(run("rekey", "--identity-file", identity).code()).isEqualTo(2);
        run("rekey", "--signing-key", signing, "--add-recipient", other).refused("identity");
        run("rekey", "--identity-file", otherIdentity, "--signing-key", signing, "--add-recipient", other)
                .refused("other recipients");
        run("rekey", "--identity-file", identity, "--add-recipient", other).refused("signing key");
        run("rekey", "--identity-file", identity, "--signing-key", signing, "--remove-recipient", own)
                .refused("nobody could read");
        run("rekey", "--identity-file", identity, "--signing-key", signing, "--add-recipient", "age1nobody")
                .refused("recipient");
        assertThat(files()).isEqualTo(before);
        run("verify", id, "--identity-file", identity, "--trust", trust).done();
        repo = folder.resolve("plain").toString();
        onShop("backup").done();
        run("rekey", "--identity-file", identity, "--add-recipient", other).refused("not encrypted");
    }

    @Test
    void aSampleOfWhatIsEncryptedIsTakenWithTheIdentity() {
        String id = backUp();
        assertThat(run("verify", "--sample", "50%", "--identity-file", identity, "--trust", trust)
                        .done()
                        .out())
                .contains("Share 1 of 2");
        run("verify", "--sample", "50%", "--identity-file", identity).done();
        assertThat(run("list", "--json").done().json().get(0).path("verifiedAt").textValue())
                .as(id)
                .isNotNull();
    }
}

package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Outcome;
import io.dbguard.cli.testing.PasswordRole;
import io.dbguard.cli.testing.PostgresShop;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong URL, wrong password: one sentence, no secret in it, and no repository that nothing was ever written to. */
class UnreachableDatabaseTest {
    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    private Outcome backup(String url, String... more) {
        String[] all = new String[5 + more.length];
        all[0] = "backup";
        all[1] = "--repo";
        all[2] = folder.resolve("backups").toString();
        all[3] = "--url";
        all[4] = url;
        System.arraycopy(more, 0, all, 5, more.length);
        Outcome outcome = InProcess.run(all);
        assertThat(outcome.out() + outcome.err()).doesNotContain(SECRET);
        return outcome;
    }

    @AfterEach
    void noBackupIsListed() {
        InProcess.run("list", "--repo", folder.resolve("backups").toString()).refused("no dbguard repository");
    }

    @Test
    void aServerThatIsNotThere() {
        backup("jdbc:postgresql://localhost:1/shop?user=app&password=" + SECRET)
                .failed("localhost:1", "nothing was changed", "check the URL");
        backup("jdbc:postgresql://host.invalid/shop", "--user", "app", "--password", SECRET)
                .failed("host.invalid", "check the URL");
        backup("jdbc:h2:tcp://localhost:1/shop", "--user", "app", "--password", SECRET)
                .failed("localhost:1", "check the URL");
    }

    @Test
    void aDatabaseThatIsNotThere() {
        try (var shop = new PostgresShop()) {
            backup(shop.url().replaceFirst("/test_\\d+", "/no_such_database"))
                    .failed("no_such_database", "check the database's name");
        }
        backup("jdbc:h2:" + folder.resolve("no_such_file")).failed("no_such_file", "check the URL");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aUrlThatNoDriverKnows() {
        backup("jdbc:mysql://app:" + SECRET + "@localhost/shop").refused("No driver", "nothing was changed");
        backup("postgres://app:" + SECRET + "@localhost/shop").refused("No driver", "check the URL");
        backup("").refused("--url");
    }

    @Test
    void aUrlThatTheDriverCannotRead() {
        backup("jdbc:postgresql://app:" + SECRET + "@localhost:port/shop").refused("//localhost:port/shop");
        backup("jdbc:h2:" + folder.resolve("x") + ";NO_SUCH_SETTING=" + SECRET).failed("NO_SUCH_SETTING");
    }

    @Test
    void aWrongPasswordOnPostgres() {
        try (var shop = new PostgresShop()) {
            PasswordRole.create(shop.database(), "cashier", "the right one");
            String url = shop.url().replaceFirst("user=\\w+", "user=cashier");
            backup(url, "--password", SECRET)
                    .failed("password authentication failed", "cashier", "check the user and the password");
            backup(url + "&password=" + SECRET).failed("password authentication failed");
            backup(url).failed("No password was given", "DBGUARD_PASSWORD");
            backup(url, "--verbose", "--password", SECRET);
            shop.database().server().admin("DROP ROLE cashier");
        }
    }

    @Test
    void aWrongPasswordOnH2(@TempDir Path elsewhere) {
        var shop = new H2Shop(elsewhere, "the right one");
        byte[] before = shop.bytes();
        backup(shop.url(), "--password", SECRET).failed("Wrong user name or password", "check the user");
        backup(shop.url() + ";PASSWORD=" + SECRET).failed("Wrong user name or password");
        backup(shop.url()).failed("No password was given");
        assertThat(shop.bytes()).isEqualTo(before);
    }
}

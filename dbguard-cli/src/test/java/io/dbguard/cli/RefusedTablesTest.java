package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.PostgresShop;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that may not be read, that do not exist, or that do not fit the database. */
class RefusedTablesTest {
    @TempDir
    Path folder;

    private String repository() {
        return folder.resolve("backups").toString();
    }

    @Test
    void aTableThatMayNotBeReadIsNamed() throws SQLException {
        try (var shop = new PostgresShop()) {
            InProcess.backup(shop.fill().on("backup", "--repo", repository()));
            try (Connection connection = shop.database().superuser().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE secrets (x int)");
            }
            InProcess.run(shop.on("backup", "--repo", repository()))
                    .failed(
                            "secrets",
                            "permission denied",
                            "was not changed",
                            "grant the privilege, or connect as the owner");
            assertThat(InProcess.run("list", "--repo", repository(), "--json")
                            .done()
                            .json())
                    .hasSize(1);
            InProcess.run("verify", "--repo", repository()).done();
            InProcess.run(shop.on("backup", "--repo", repository(), "--exclude", "secrets"))
                    .done();
        }
    }

    @Test
    void aTableThatMayNotBeReadIsNamedOnH2() {
        H2Shop shop = new H2Shop(folder).fill();
        shop.run("CREATE USER clerk PASSWORD 'c'", "GRANT SELECT ON customers TO clerk");
        String url = shop.url().replace("USER=sa", "USER=clerk;PASSWORD=c");
        InProcess.run("backup", "--repo", repository(), "--url", url)
                .failed("ORDERS", "was not changed", "grant the privilege, or connect as the owner");
        assertThat(InProcess.run("list", "--repo", repository()).done().out()).startsWith("There is no backup in");
    }

    @Test
    void aTableThatOneMayNotEvenSeeIsNoGapOnH2() {
        H2Shop shop = new H2Shop(folder).fill();
        shop.run("CREATE TABLE hidden (x int)", "CREATE USER clerk PASSWORD 'c'");
        shop.run("GRANT SELECT ON customers TO clerk", "GRANT SELECT ON orders TO clerk");
        String url = shop.url().replace("USER=sa", "USER=clerk;PASSWORD=c");
        InProcess.run("backup", "--repo", repository(), "--url", url).failed("connect as");
        assertThat(InProcess.run("list", "--repo", repository()).done().out()).startsWith("There is no backup in");
    }

    @Test
    void aTableThatDoesNotExistIsRefused() {
        H2Shop shop = new H2Shop(folder).fill();
        InProcess.run(shop.on("backup", "--repo", repository(), "--table", "custommers"))
                .refused("There is no table custommers in the database", "nothing was changed", "check the name");
        InProcess.run(shop.on("backup", "--repo", repository(), "--exclude", "custommers"))
                .refused("There is no table custommers");
        InProcess.backup(shop.on("backup", "--repo", repository()));
        String before = shop.content();
        InProcess.run(shop.on("restore", "--repo", repository(), "--yes", "--table", "custommers"))
                .refused("There is no table custommers in the backup", "nothing was changed");
        assertThat(shop.content()).isEqualTo(before);
        assertThat(InProcess.run("list", "--repo", repository(), "--json")
                        .done()
                        .json())
                .hasSize(1);
    }

    @Test
    void aBackupDoesNotGoIntoTheOtherKindOfDatabase() {
        H2Shop h2 = new H2Shop(folder).fill();
        try (var postgres = new PostgresShop()) {
            postgres.fill();
            String id = InProcess.backup(h2.on("backup", "--repo", repository(), "--label", "of-h2"));
            String other = InProcess.backup(postgres.on("backup", "--repo", repository(), "--label", "of-postgres"));
            String inH2 = h2.content();
            String inPostgres = postgres.content();
            for (String how : new String[] {"--yes", "--dry-run"}) {
                InProcess.run(postgres.on("restore", id, how, "--repo", repository()))
                        .refused("came from h2", "nothing was changed");
                InProcess.run(h2.on("restore", other, how, "--repo", repository()))
                        .refused("came from postgresql", "nothing was changed");
            }
            String nowhere = "jdbc:h2:" + folder.resolve("nowhere");
            InProcess.run("restore", other, "--yes", "--repo", repository(), "--url", nowhere)
                    .failed("nowhere");
            assertThat(folder.resolve("nowhere.mv.db")).doesNotExist();
            assertThat(h2.content()).isEqualTo(inH2);
            assertThat(postgres.content()).isEqualTo(inPostgres);
        }
    }
}

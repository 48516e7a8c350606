package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Outcome;
import io.dbguard.cli.testing.PostgresShop;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreOptionsTest {
    private static final String COMMENT = "SELECT obj_description('customers'::regclass)";

    @TempDir
    Path folder;

    private PostgresShop shop;
    private PostgresShop other;

    @BeforeEach
    void openShops() {
        shop = new PostgresShop();
        shop.fill().run("COMMENT ON TABLE customers IS 'who buys'");
        other = new PostgresShop();
    }

    @AfterEach
    void closeShops() {
        shop.close();
        other.close();
    }

    private void backup() {
        InProcess.backup(shop.on("backup", "--repo", folder.toString(), "--parallel", "4", "--rate", "100"));
    }

    private Outcome restore(String... options) {
        String[] command = {"restore", "latest", "--yes", "--repo", folder.toString(), "--url", other.url()};
        String[] all = Arrays.copyOf(command, command.length + options.length);
        System.arraycopy(options, 0, all, command.length, options.length);
        return InProcess.run(all);
    }

    @Test
    void chosenSchemasComeWithoutTheOthers() {
        shop.run("CREATE SCHEMA a", "CREATE TABLE a.t (x int)", "CREATE SCHEMA b", "CREATE TABLE b.t (x int)");
        backup();
        restore("--no-owners", "--schema", "a", "--schema", "b", "--parallel", "2")
                .done();
        assertThat(other.query("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('a', 'b', 'public')"))
                .containsExactlyInAnyOrder("a|t", "b|t");
    }

    @Test
    void aSchemaThatTheBackupDoesNotHoldIsRefused() {
        backup();
        restore("--schema", "nope").refused("There is no schema nope", "nothing was changed");
    }

    @Test
    void aSchemaComesBackBesideTheOneThatIsThere() {
        shop.run("CREATE SCHEMA a", "CREATE TABLE a.t (x int)", "INSERT INTO a.t VALUES (1)");
        backup();
        other.run("CREATE SCHEMA a", "CREATE TABLE a.t (x int)", "INSERT INTO a.t VALUES (2)");
        restore("--no-owners", "--into-schema", "a=a_before").done();
        assertThat(other.query("SELECT x FROM a_before.t")).containsExactly("1");
        assertThat(other.query("SELECT x FROM a.t")).containsExactly("2");
    }

    @Test
    void aMissingRoleIsNamedBeforeAnythingHappens() {
        shop.database().server().admin("CREATE ROLE clerk");
        shop.run("GRANT SELECT ON customers TO clerk");
        backup();
        shop.run("REVOKE SELECT ON customers FROM clerk");
        shop.database().server().admin("DROP ROLE clerk");
        restore("--no-owners").refused("no role clerk", "nothing was changed");
        assertThat(other.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();

        restore("--no-owners", "--role-map", "clerk=" + other.database().name()).done();
        assertThat(other.value("SELECT relacl::text FROM pg_class WHERE relname = 'customers'"))
                .doesNotContain("clerk");
    }

    @Test
    void missingRolesAreCreatedOnRequest() {
        shop.database().server().admin("CREATE ROLE runner");
        shop.run("GRANT SELECT ON customers TO runner");
        backup();
        shop.run("REVOKE SELECT ON customers FROM runner");
        shop.database().server().admin("DROP ROLE runner");
        other.database().server().admin("ALTER ROLE " + other.database().name() + " CREATEROLE");
        restore("--no-owners", "--create-roles").done();
        assertThat(other.query("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'runner'"))
                .containsExactly("f");
        other.run("REVOKE ALL ON customers FROM runner");
        other.database().server().admin("DROP ROLE runner");
    }

    @Test
    void aWarningOfTheRestoreIsPrinted() {
        backup();
        Outcome outcome = restore().done();
        assertThat(outcome.out())
                .contains(
                        "Warning: what belonged to the role " + shop.database().name());
        assertThat(restore("--no-owners").done().out()).doesNotContain("Warning");
    }

    @Test
    void commentsAndPrivilegesCanStayOut() {
        shop.run("GRANT SELECT ON customers TO PUBLIC");
        backup();
        restore("--no-owners", "--no-comments", "--no-privileges").done();
        assertThat(other.value(COMMENT)).isEqualTo("null");
        assertThat(other.value("SELECT relacl IS NULL FROM pg_class WHERE relname = 'customers'"))
                .isEqualTo("t");
        restore("--no-owners", "--no-tablespaces", "--no-security-labels").done();
        assertThat(other.value(COMMENT)).isEqualTo("who buys");
        assertThat(other.value("SELECT relacl::text FROM pg_class WHERE relname = 'customers'"))
                .contains("=r/");
    }

    @Test
    void largeObjectsCanStayOut() {
        shop.run("SELECT lo_from_bytea(0, 'bytes')");
        backup();
        String count = "SELECT count(*) FROM pg_largeobject_metadata";
        restore("--no-owners", "--no-large-objects").done();
        assertThat(other.value(count)).isEqualTo("0");
        restore("--no-owners").done();
        assertThat(other.value(count)).isEqualTo("1");
    }

    @Test
    void definitionsAndRowsCanComeOneAfterTheOther() {
        backup();
        restore("--no-owners", "--schema-only").done();
        assertThat(other.value("SELECT count(*) FROM orders")).isEqualTo("0");
        assertThat(restore("--data-only").done().out()).contains("504 rows");
        assertThat(other.content()).isEqualTo(shop.content());
    }

    @Test
    void rowsOfChosenTablesGoIntoThoseThatAreThere() {
        shop.run(
                "CREATE TABLE parts (n int) PARTITION BY LIST (n)",
                "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1)",
                "INSERT INTO parts VALUES (1)");
        backup();
        restore("--no-owners", "--schema-only").done();
        restore("--data-only", "--table", "parts").done();
        assertThat(other.query("SELECT n FROM parts")).containsExactly("1");
        assertThat(other.query("SELECT id FROM customers")).isEmpty();
    }

    @Test
    void rowsAloneAreRefusedWhereTheirTablesAreMissing() {
        backup();
        restore("--data-only").refused("no table public.", "nothing was changed");
    }

    @Test
    void sectionsCanComeOneAfterTheOther() {
        backup();
        restore("--no-owners", "--section", "pre-data", "--section", "data").done();
        assertThat(other.query("SELECT 1 FROM pg_constraint WHERE contype = 'f'"))
                .isEmpty();
        restore("--no-owners", "--section", "post-data").done();
        assertThat(other.query("SELECT conname FROM pg_constraint WHERE contype = 'f'"))
                .containsExactly("orders_customer_fkey");
        assertThat(other.content()).isEqualTo(shop.content());
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        backup();
        restore("--schema-only", "--data-only").refused("Only one of");
        restore("--data-only", "--section", "data").refused("Only one of");
        restore("--section", "middle").refused("'pre-data', 'data' or 'post-data'");
        restore("--into-schema", "public").refused("OLD=NEW");
        restore("--role-map", "a=").refused("OLD=NEW");
        restore("--role-map", "a=b", "--role-map", "a=c").refused("two new names to a");
        restore("--parallel", "0").refused("1 or more");
        restore("--rate", "0").refused("1 or more");
        restore("--parallel", "many").refused("--parallel");
        restore("--mode", "mix").refused("'mix'", "insert-missing");
        restore("--where", "customers: id = 1").refused("--mode merge");
        restore("--mode", "merge", "--where", "id = 1").refused("users: id = 42");
        assertThat(other.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
    }

    @Test
    void whatH2CannotDoIsRefusedAlsoByADryRun(@TempDir Path elsewhere) {
        H2Shop h2 = new H2Shop(elsewhere).fill();
        String repository = elsewhere.resolve("backups").toString();
        InProcess.backup(h2.on("backup", "--repo", repository));
        String before = h2.content();
        for (String option : new String[] {"--into-schema=PUBLIC=P", "--role-map=SA=SB", "--no-owners"}) {
            InProcess.run(h2.on("restore", "--yes", "--repo", repository, option))
                    .refused("do not work with backups of H2");
            InProcess.run(h2.on("restore", "--dry-run", "--repo", repository, option))
                    .refused("do not work with backups of H2");
        }
        assertThat(h2.content()).isEqualTo(before);
    }
}

package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.cli.internal.output.Terminal;
import io.dbguard.cli.testing.AnsweringTerminal;
import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.NoTerminal;
import io.dbguard.cli.testing.Outcome;
import io.dbguard.cli.testing.PostgresShop;
import io.dbguard.cli.testing.SwapShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreSwapTest {
    private static final String TRAITS = """
            SELECT pg_get_userbyid(datdba), (SELECT array_agg(a ORDER BY a::text) FROM unnest(datacl) a), datconnlimit, pg_encoding_to_char(encoding), datcollate, datctype,
                   t.spcname, shobj_description(d.oid, 'pg_database')
              FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE datname = current_database()
            """;

    private static final String SETTINGS = """
            SELECT coalesce(r.rolname, ''), c
              FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) c
             WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1, 2
            """;

    @TempDir
    Path folder;

    private SwapShop swaps;
    private PostgresShop shop;
    private String name;

    @BeforeEach
    void openShop() {
        swaps = new SwapShop();
        shop = swaps.shop();
        name = shop.database().name();
    }

    @AfterEach
    void closeShop() {
        swaps.close();
    }

    private String backup(String... options) {
        List<String> line = new ArrayList<>(List.of(shop.on("backup", "--repo", folder.toString())));
        line.addAll(List.of(options));
        return InProcess.backup(line.toArray(String[]::new));
    }

    private Outcome swap(Terminal terminal, String... options) {
        List<String> line = new ArrayList<>(List.of(shop.on("restore", "--swap", "--repo", folder.toString())));
        line.addAll(List.of(options));
        return InProcess.run(terminal, line.toArray(String[]::new));
    }

    private Outcome swap(String... options) {
        List<String> all = new ArrayList<>(List.of("--yes"));
        all.addAll(List.of(options));
        return swap(new NoTerminal(), all.toArray(String[]::new));
    }

    private List<String> keptRows(String sql) throws SQLException {
        try (Connection connection = swaps.session(swaps.kept().get(0));
                var rows = connection.createStatement().executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private void isUntouched(String content) {
        assertThat(shop.content()).isEqualTo(content);
        assertThat(swaps.kept()).isEmpty();
        assertThat(swaps.scratch()).isEmpty();
    }

    @Test
    void theBackupTakesThePlaceOfWhatIsKept() throws SQLException {
        String before = shop.content();
        String id = backup();
        shop.destroy();
        shop.run("CREATE TABLE later AS SELECT 42 AS answer");

        Outcome outcome = swap().done();
        assertThat(shop.content()).isEqualTo(before);
        assertThat(swaps.scratch()).isEmpty();
        assertThat(swaps.kept()).singleElement().asString().matches(name + "_before_\\d{8}_\\d{6}");
        assertThat(outcome.out())
                .contains(
                        "Restored backup " + id,
                        "DROP DATABASE \"" + swaps.kept().get(0) + "\"")
                .doesNotContain("Warning");
        assertThat(keptRows("SELECT name FROM customers")).containsExactly("nobody");
        assertThat(keptRows("SELECT answer FROM later")).containsExactly("42");
        assertThat(InProcess.run("list", "--json", "--repo", folder.toString()).json())
                .hasSize(1);
        assertThat(restores()).singleElement().asString().contains("restored 2 tables");
    }

    /** The lines that the audit log has of restores. */
    private List<String> restores() {
        Outcome log =
                InProcess.run("log", "--repo", folder.toString(), "--kind", "restore", "--kind", "restore-failed");
        return log.done().out().lines().skip(1).toList();
    }

    @Test
    void severalConnectionsAreUsedAndTheReportNamesWhatIsKept() {
        String before = shop.content();
        backup();
        shop.destroy();
        JsonNode report = swap("--parallel", "2", "--json").done().json();
        assertThat(shop.content()).isEqualTo(before);
        assertThat(report.path("keptDatabase").textValue())
                .isEqualTo(swaps.kept().get(0));
        assertThat(report.path("warnings")).isEmpty();
        assertThat(report.path("safetyBackup").isNull()).isTrue();
        assertThat(report.path("tables")).hasSize(2);
    }

    @Test
    void theNewDatabaseHasWhatTheOldOneHad() {
        swaps.admin(
                "CREATE ROLE swap_clerk",
                "ALTER DATABASE " + name + " SET work_mem TO '5MB'",
                "ALTER ROLE " + name + " IN DATABASE " + name + " SET search_path TO \"a b\", public",
                "ALTER DATABASE " + name + " SET temp_tablespaces TO ''",
                "COMMENT ON DATABASE " + name + " IS 'as in the backup'");
        backup();
        shop.run(
                "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + name + " TO swap_clerk WITH GRANT OPTION",
                "ALTER DATABASE " + name + " CONNECTION LIMIT 17",
                "ALTER DATABASE " + name + " SET work_mem TO '6MB'",
                "ALTER ROLE " + name + " IN DATABASE " + name + " SET temp_tablespaces TO pg_default, ''",
                "ALTER DATABASE " + name + " SET application_name TO 'it''s 100% \\ {d}'");
        List<String> traits = shop.query(TRAITS);

        assertThat(swap().done().out()).doesNotContain("Warning");
        assertThat(shop.query(TRAITS)).isEqualTo(traits);
        assertThat(traits.get(0)).contains("swap_clerk=c*/", "|17|", "as in the backup");
        assertThat(shop.query(SETTINGS))
                .containsExactly(
                        "|application_name=it's 100% \\ {d}",
                        "|temp_tablespaces=\"\"",
                        "|work_mem=5MB",
                        name + "|search_path=\"a b\", public",
                        name + "|temp_tablespaces=pg_default, \"\"");
        swaps.admin("DROP DATABASE " + swaps.kept().get(0));
        shop.run("REVOKE ALL ON DATABASE " + name + " FROM swap_clerk");
        swaps.admin("DROP ROLE swap_clerk");
    }

    @Test
    void whatAnOrdinaryUserMayNotTakeOverIsSaid() {
        backup();
        swaps.admin(
                "ALTER DATABASE " + name + " SET \"shop.motto\" TO 'no'",
                "ALTER DATABASE " + name + " SET work_mem TO '7MB'");
        assertThat(swap().done().out())
                .contains("Warning: the setting shop.motto of the database was not taken over (")
                .containsOnlyOnce("Warning");
        assertThat(shop.query(SETTINGS)).containsExactly("|work_mem=7MB");
    }

    @Test
    void aMemberOfTheOwnerLeavesTheOwnerWhatIsHis() {
        swaps.admin("CREATE ROLE swap_admin LOGIN CREATEDB", "GRANT " + name + " TO swap_admin");
        backup();
        List<String> traits = shop.query(TRAITS);
        String url = shop.database().server().url("swap_admin", name);
        InProcess.run("restore", "--swap", "--yes", "--repo", folder.toString(), "--url", url)
                .done();
        assertThat(shop.query(TRAITS)).isEqualTo(traits);
        assertThat(shop.query("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
                .containsExactly(name);
        swaps.admin("DROP ROLE swap_admin");
    }

    @Test
    void withoutTheRightToCreateDatabasesNothingBegins() {
        backup();
        String before = shop.content();
        swaps.admin("ALTER ROLE " + name + " NOCREATEDB");
        swap().refused("may not swap the database " + name, "nothing was changed", "restore without --swap");
        swaps.admin("CREATE ROLE swap_other LOGIN CREATEDB");
        String url = shop.database().server().url("swap_other", name);
        InProcess.run("restore", "--swap", "--yes", "--repo", folder.toString(), "--url", url)
                .refused("swap_other may not", "its owner " + name);
        swaps.admin("DROP ROLE swap_other");
        isUntouched(before);
    }

    @Test
    void whoIsConnectedIsNamedBeforeAnythingBegins() throws SQLException {
        backup();
        shop.destroy();
        String before = shop.content();
        try (Connection application = swaps.session(name)) {
            application.createStatement().execute("SET application_name TO 'the shop'");
            int pid = application.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            swap().refused(
                            "session " + pid + " of " + name + " (the shop), idle",
                            "nothing was changed",
                            "stop the application");
            application.createStatement().execute("SELECT 1");
        }
        isUntouched(before);
    }

    @Test
    void aPreparedTransactionIsInTheWayToo() {
        backup();
        String before = shop.content();
        shop.run("BEGIN", "CREATE TABLE half (x int)", "PREPARE TRANSACTION 'half done'");
        swap().refused("the prepared transaction half done of " + name, "nothing was changed");
        shop.run("ROLLBACK PREPARED 'half done'");
        isUntouched(before);
    }

    /** Comes in after the first look, before the restore. */
    @Test
    void whoConnectsMeanwhileIsNamedAndNothingIsSwapped() throws SQLException {
        backup();
        shop.destroy();
        String before = shop.content();
        List<Connection> sessions = new ArrayList<>();
        var person = new AnsweringTerminal(name) {
            @Override
            public String ask(String question) {
                sessions.add(swaps.session(name));
                return super.ask(question);
            }
        };
        swap(person).failed("others had connected meanwhile: session ", "is as it was", "is dropped", "try again");
        assertThat(person.questions()).singleElement().asString().contains("in the place of", name);
        sessions.get(0).createStatement().execute("SELECT 1 FROM customers");
        sessions.get(0).close();
        isUntouched(before);
        assertThat(restores()).singleElement().asString().contains("restore-failed", "could not restore");
    }

    @Test
    void aPersonConfirmsItByTheName() {
        backup();
        String before = shop.content();
        swap(new AnsweringTerminal("yes")).refused("this was not confirmed", "nothing was changed");
        swap(new NoTerminal()).refused("would put another database in the place of", "--yes");
        isUntouched(before);
    }

    @Test
    void aDamagedBackupChangesNothing() throws IOException {
        backup();
        shop.destroy();
        String before = shop.content();
        try (Stream<Path> files = Files.walk(folder.resolve("blobs"))) {
            Path blob = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(blob);
            bytes[bytes.length / 2] ^= 1;
            Files.write(blob, bytes);
        }
        swap().failed("damaged");
        isUntouched(before);
    }

    @Test
    void whatCannotBeCreatedChangesNothing() {
        shop.run("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE TABLE t (x int DEFAULT f())");
        swaps.admin("CREATE ROLE swap_gone");
        shop.run("GRANT SELECT ON t TO swap_gone");
        backup();
        shop.run("REVOKE ALL ON t FROM swap_gone");
        swaps.admin("DROP ROLE swap_gone");
        String before = shop.content();
        swap().refused("no role swap_gone");
        isUntouched(before);
    }

    @Test
    void aBackupOfAnotherDatabaseDoesNotTakeThePlaceOfRows() {
        try (PostgresShop other = new PostgresShop()) {
            other.run("CREATE TABLE elsewhere (x int)");
            String id = InProcess.backup(other.on("backup", "--repo", folder.toString()));
            String before = shop.content();
            swap(id, "--no-owners").refused("came from another database", "nothing was changed");
            isUntouched(before);
            swap(id, "--no-owners", "--from-other-database").done();
            assertThat(shop.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                    .containsExactly("elsewhere");
        }
    }

    @Test
    void aPartDoesNotTakeThePlaceOfTheWhole() {
        String id = backup("--table", "customers");
        String before = shop.content();
        swap(id).refused("holds a part of a database", "nothing was changed", "without --swap");
        for (String[] options : new String[][] {
            {"--table", "orders"},
            {"--group", "admin"},
            {"--schema", "public"},
            {"--data-only"},
            {"--section", "data"},
            {"--no-large-objects"},
            {"--into-schema", "public=a"},
            {"--mode", "merge"},
            {"--mode", "merge", "--where", "orders: id = 1"},
            {"--dry-run"}
        }) {
            swap(options).refused("--swap brings a whole backup back", "nothing was done");
        }
        isUntouched(before);
    }

    @Test
    void whatTheBackupLeftOutIsNamed() throws SQLException {
        try (Connection superuser = shop.database().superuser().getConnection()) {
            superuser
                    .createStatement()
                    .execute(
                            "CREATE SUBSCRIPTION news CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE)");
        }
        backup("--leave-out-unsupported");
        assertThat(swap().done().err())
                .contains("warning: What this backup left out would be in the kept database only:", "news");
        String kept = swaps.kept().get(0);
        try (Connection superuser =
                shop.database().server().dataSource("postgres", kept).getConnection()) {
            superuser.createStatement().execute("DROP SUBSCRIPTION news");
        }
    }

    @Test
    void h2HasNothingToSwap(@TempDir Path elsewhere) {
        H2Shop h2 = new H2Shop(elsewhere).fill();
        String repository = elsewhere.resolve("backups").toString();
        InProcess.backup(h2.on("backup", "--repo", repository));
        InProcess.run(h2.on("restore", "--swap", "--yes", "--repo", repository))
                .refused("--swap works with PostgreSQL only");
    }
}

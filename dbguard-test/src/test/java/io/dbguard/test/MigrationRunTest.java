package io.dbguard.test;

import static io.dbguard.test.MigrationAssertions.assertThatMigrations;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Migrations that really run, on rows of the test. */
class MigrationRunTest {
    @TempDir
    Path folder;

    private PostgresDatabase postgres;

    enum Kind {
        POSTGRES,
        H2
    }

    @BeforeEach
    void create() throws IOException {
        postgres = PostgresServer.version(17).newDatabase();
        script("V1__users.sql", "CREATE TABLE users (id int PRIMARY KEY, mail varchar(40), weight numeric(10,4));");
        script("V2__visits.sql", "CREATE TABLE visits (who varchar(10), n int);");
    }

    @AfterEach
    void drop() {
        postgres.close();
    }

    private void script(String name, String sql) throws IOException {
        Files.writeString(folder.resolve(name), sql);
    }

    private DataSource database(Kind kind) {
        if (kind == Kind.POSTGRES) {
            return postgres.dataSource();
        }
        // H2's own data source needs a module that is not there.
        return (DataSource) Proxy.newProxyInstance(
                MigrationRunTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> DriverManager.getConnection("jdbc:h2:mem:"));
    }

    private MigrationRun run(Kind kind) {
        return assertThatMigrations(folder.toString())
                .runOn(database(kind))
                .seededBefore(
                        "V3__it.sql",
                        "INSERT INTO users VALUES (1, 'a@b', 1.25), (2, 'c@d', 3), (3, NULL, NULL)",
                        "INSERT INTO visits VALUES ('x', 1), ('x', 1), ('y', NULL)");
    }

    @ParameterizedTest
    @EnumSource
    void whatOnlyAddsLosesNothing(Kind kind) throws IOException {
        script("V3__it.sql", """
                ALTER TABLE users ADD COLUMN plan varchar(9) DEFAULT 'free';
                ALTER TABLE users ALTER COLUMN weight SET DATA TYPE numeric(12,6);
                INSERT INTO users (id) VALUES (4);
                INSERT INTO visits VALUES ('y', 2);
                CREATE TABLE other (id int);
                """);
        assertThatCode(() -> run(kind).loseNothing()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void whatGetsLostIsNamedWithItsScript(Kind kind) throws IOException {
        script("V3__it.sql", "ALTER TABLE users DROP COLUMN mail; DELETE FROM visits WHERE n = 1;");
        script("V4__round.sql", "ALTER TABLE users ALTER COLUMN weight SET DATA TYPE numeric(10,1);");
        script("V5__gone.sql", "DELETE FROM users WHERE id = 2; DROP TABLE visits;");
        assertThatThrownBy(() -> run(kind).loseNothing())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "V3__it.sql: the column users.mail is gone, with 2 values",
                        "V3__it.sql: 2 rows of visits gone or changed: (n = 1, who = x)",
                        "V4__round.sql: users.weight changed in 1 row: where id = 1 from 1.2500 to 1.3",
                        "V5__gone.sql: 1 row of users gone: id = 2",
                        "V5__gone.sql: the table visits is gone, with 1 row");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheTestAllowsByNameMayGo(Kind kind) throws IOException {
        script("V3__it.sql", "ALTER TABLE users DROP COLUMN mail; DROP TABLE visits;");
        assertThatCode(() -> run(kind).allowing("users.mail", "visits").loseNothing())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> run(Kind.H2).allowing("users.mail").loseNothing())
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAllowedForNothingIsSaid(Kind kind) throws IOException {
        script("V3__it.sql", "CREATE TABLE x (id int);");
        assertThatThrownBy(() -> run(kind).allowing("users.mail").loseNothing())
                .hasMessageContaining("nothing of users.mail was lost, though it was allowed");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRenamedIsLookedForUnderItsNewName(Kind kind) throws IOException {
        script(
                "V3__it.sql",
                "ALTER TABLE users "
                        + (kind == Kind.H2 ? "ALTER COLUMN mail RENAME TO email" : "RENAME COLUMN mail TO email")
                        + "; ALTER TABLE visits RENAME TO calls;");
        assertThatCode(() -> run(kind)
                        .renamed("users.mail", "users.email")
                        .renamed("visits", "calls")
                        .loseNothing())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void aNewNameCountsFromTheScriptThatGivesIt(Kind kind) throws IOException {
        script("V3__it.sql", "ALTER TABLE users ADD COLUMN email varchar(40);");
        script("V4__fill.sql", "UPDATE users SET email = mail;");
        script("V5__drop.sql", "ALTER TABLE users DROP COLUMN mail; ALTER TABLE visits RENAME TO calls;");
        script("V6__again.sql", "CREATE TABLE visits (n int);");
        assertThatCode(() -> run(kind)
                        .renamed("users.mail", "users.email")
                        .renamed("visits", "calls")
                        .loseNothing())
                .doesNotThrowAnyException();
        script("V4__fill.sql", "UPDATE users SET email = mail WHERE id = 1;");
        assertThatThrownBy(() -> run(Kind.H2)
                        .renamed("users.mail", "users.email")
                        .renamed("visits", "calls")
                        .loseNothing())
                .hasMessageContaining("V5__drop.sql: users.mail changed in 1 row: where id = 2 from c@d to null");
    }

    @ParameterizedTest
    @EnumSource
    void aScriptThatFailsOnRealRowsIsNamedWithLineAndReason(Kind kind) throws IOException {
        script("V3__it.sql", "CREATE TABLE x (id int);\n\nALTER TABLE users ALTER COLUMN mail SET NOT NULL;");
        assertThatThrownBy(() -> run(kind).loseNothing())
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("V3__it.sql:3 failed: ALTER TABLE users", "NULL");
    }

    @Test
    void rowsThatFollowACopyAreBroughtIn() throws IOException {
        script("V2_1__dump.sql", """
                \\restrict x
                SELECT pg_catalog.set_config('search_path', '', false);
                COPY public.users (id, mail) FROM stdin;
                7\tx;y\\tz
                8\t\\N
                \\.

                COPY public.visits FROM stdin WITH (FORMAT csv, HEADER true);
                who,n
                "a;
                b",1
                \\.
                COPY public.visits FROM stdin;
                \\.
                ALTER TABLE public.users ADD COLUMN later int;
                \\unrestrict x
                """);
        script("V3__it.sql", "DELETE FROM users WHERE mail = E'x;y\\tz'; DELETE FROM visits WHERE who = E'a;\\nb';");
        assertThatThrownBy(() -> run(Kind.POSTGRES).loseNothing())
                .hasMessageContainingAll(
                        "V3__it.sql: 1 row of users gone: id = 7", "V3__it.sql: 1 row of visits gone or changed");
    }

    @Test
    void rowsThatDoNotFitAreNamedWithTheirCopy() throws IOException {
        script("V3__it.sql", "COPY users (id, mail) FROM stdin;\nseven\tx\n\\.\n");
        assertThatThrownBy(() -> run(Kind.POSTGRES).loseNothing())
                .hasMessageContainingAll("V3__it.sql:1 failed: COPY users", "seven");
    }

    @ParameterizedTest
    @EnumSource
    void numbersThatAreHandedOutAgainAreALoss(Kind kind) throws IOException {
        script("V2_1__more.sql", """
                CREATE TABLE counted (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n int);
                CREATE SEQUENCE own;
                CREATE TABLE filled (id int DEFAULT %s, n int);
                CREATE SEQUENCE invoices START WITH 10;
                CREATE SEQUENCE unused;
                """.formatted(kind == Kind.H2 ? "NEXT VALUE FOR own" : "nextval('own')"));
        script("V3__it.sql", """
                ALTER TABLE counted ALTER COLUMN id RESTART WITH 2;
                ALTER SEQUENCE own RESTART WITH 3;
                ALTER SEQUENCE invoices RESTART WITH 10;
                DROP SEQUENCE unused;
                """);
        script("V4__gone.sql", "DROP SEQUENCE invoices;");
        String next = kind == Kind.H2 ? "SELECT NEXT VALUE FOR invoices" : "SELECT nextval('invoices')";
        MigrationRun run = run(kind)
                .seededBefore(
                        "V3__it.sql",
                        "INSERT INTO counted (n) VALUES (1), (2), (3)",
                        "INSERT INTO filled (n) VALUES (1), (2), (3)",
                        next);
        assertThatThrownBy(run::loseNothing)
                .hasMessageContainingAll(
                        "V3__it.sql: the numbers of counted.id went back from 4 to 2, though 3 is taken",
                        "V3__it.sql: the numbers of filled.id went back from 4 to 3, though 3 is taken",
                        "V3__it.sql: the sequence invoices went back from 11 to 10")
                .hasMessageNotContaining("unused")
                .hasMessageNotContaining("V4__gone.sql");
    }

    @ParameterizedTest
    @EnumSource
    void numbersThatNoRowHoldsMayBeHandedOutAgain(Kind kind) throws IOException {
        script("V2_1__more.sql", """
                CREATE TABLE counted (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n int);
                CREATE SEQUENCE invoices;
                CREATE SEQUENCE tickets;
                """);
        script("V3__it.sql", """
                ALTER TABLE counted ALTER COLUMN id RESTART WITH 4;
                ALTER TABLE counted RENAME TO numbered;
                ALTER SEQUENCE invoices RESTART WITH 1;
                %s
                """.formatted(kind == Kind.H2 ? "" : "ALTER SEQUENCE tickets RENAME TO passes;"));
        String next = kind == Kind.H2 ? "SELECT NEXT VALUE FOR " : "SELECT nextval('";
        String end = kind == Kind.H2 ? "" : "')";
        assertThatCode(() -> run(kind)
                        .seededBefore(
                                "V3__it.sql",
                                "INSERT INTO counted (n) VALUES (1), (2), (3)",
                                "ALTER TABLE counted ALTER COLUMN id RESTART WITH 50",
                                next + "invoices" + end,
                                next + "tickets" + end)
                        .renamed("counted", "numbered")
                        .renamed("tickets", "passes")
                        .allowing("invoices")
                        .loseNothing())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void aRunWithoutARowProvesNothing(Kind kind) {
        assertThatThrownBy(() -> assertThatMigrations(folder.toString())
                        .runOn(database(kind))
                        .loseNothing())
                .hasMessageContaining("use seededBefore");
        assertThatThrownBy(() -> assertThatMigrations(folder.toString())
                        .runOn(database(kind))
                        .seededBefore("V9.sql"))
                .hasMessageContaining("V9.sql");
    }

    @ParameterizedTest
    @EnumSource
    void placeholdersAndStatementsOutsideOfATransactionRun(Kind kind) throws IOException {
        script(
                "V3__it.sql",
                kind == Kind.H2
                        ? "CREATE INDEX i ON ${t} (mail);"
                        : "CREATE INDEX CONCURRENTLY i ON ${t} (mail);\nDO $$ BEGIN PERFORM 1; END $$;");
        assertThatCode(() -> run(kind).placeholder("t", "users").loseNothing()).doesNotThrowAnyException();
    }
}

package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Risk;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every question to the data, asked by an ordinary role. */
class EvidenceProbesTest {
    private PostgresDatabase database;
    private String reader = "";

    @BeforeEach
    void create() {
        database = PostgresServer.version(18).newDatabase();
        reader = database.name() + "_reader";
        database.server().admin("CREATE ROLE \"" + reader + "\" LOGIN");
        database.run(
                "CREATE TYPE mood AS ENUM ('sad', 'ok', 'new')",
                "CREATE TABLE people (id int PRIMARY KEY, name varchar(40), age bigint, weight numeric(10,4),"
                        + " seen timestamp, code text, mood mood, note json)",
                "INSERT INTO people SELECT i, 'n' || i, i, i + 0.5, '2026-01-01', i::text, 'ok', '{\"a\":1}'"
                        + " FROM generate_series(1, 20000) i",
                "UPDATE people SET name = repeat('x', 30), age = 3000000000, code = 'abc', seen = seen + interval '1 h',"
                        + " mood = 'sad' WHERE id IN (5, 6, 7, 8)",
                "CREATE TABLE pairs (a int, b text, PRIMARY KEY (b, a))",
                "INSERT INTO pairs VALUES (1, 'x'), (2, 'y')",
                "CREATE VIEW adults AS SELECT id, name FROM people WHERE age > 17",
                "CREATE VIEW names AS SELECT name FROM adults",
                "CREATE TABLE pets (id int PRIMARY KEY, owner int REFERENCES people, feels mood)",
                "INSERT INTO pets VALUES (1, 1, 'ok')",
                "CREATE TABLE lone (id int)",
                "CREATE TABLE hidden (id int)",
                "INSERT INTO hidden VALUES (1)",
                "ALTER TABLE hidden ENABLE ROW LEVEL SECURITY",
                "ANALYZE",
                "CREATE SCHEMA other",
                "CREATE TABLE other.lone (id int)",
                "INSERT INTO other.lone VALUES (1)",
                "GRANT USAGE ON SCHEMA public, other TO PUBLIC",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public, other TO PUBLIC");
    }

    @AfterEach
    void drop() {
        database.close();
        database.server().admin("DROP ROLE \"" + reader + "\"");
    }

    private List<Finding> all(String sql) {
        return Classifier.postgres()
                .against(database.as(reader))
                .classify(List.of(new MigrationScript("V1.sql", "SET lock_timeout = '1s';" + sql)))
                .findings();
    }

    private Finding one(String rule, String sql) {
        return all(sql).stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " is not among " + all(sql)));
    }

    private void check(String rule, String sql, Risk risk, String... words) {
        Finding finding = one(rule, sql);
        assertThat(finding.evidence().map(Evidence::withSamples).orElse("nothing"))
                .as(sql)
                .contains(words);
        assertThat(finding.risk()).as(sql).isEqualTo(risk);
    }

    @Test
    void keysOfThreeRowsAreShown() {
        Evidence evidence = one("set-not-null", "ALTER TABLE people ALTER COLUMN mood SET NOT NULL")
                .evidence()
                .orElseThrow();
        assertThat(evidence.samples()).isEmpty();
        database.run("UPDATE people SET mood = NULL WHERE id BETWEEN 11 AND 15");
        check(
                "set-not-null",
                "ALTER TABLE people ALTER COLUMN mood SET NOT NULL",
                Risk.HIGH,
                "5 rows without a value",
                "for example id = 11, id = 12, id = 13");
        check("drop-column", "ALTER TABLE pairs DROP COLUMN a", Risk.HIGH, "2 rows", "for example b = x, a = 1");
    }

    @Test
    void rowsThatAConditionMeansAreCounted() {
        check("delete-rows", "DELETE FROM people WHERE id > 19990", Risk.MEDIUM, "10 rows are meant", "id = 19991");
        check("delete-rows", "DELETE FROM people p WHERE p.id < 0", Risk.LOW, "no row is meant");
        check("update-rows", "UPDATE people AS p SET name = '' WHERE p.id = 3 -- c", Risk.MEDIUM, "1 row is meant");
        assertThat(one("delete-rows", "DELETE FROM people WHERE pg_terminate_backend(id)")
                        .evidence())
                .isEmpty();
    }

    /** A row with several partners is one row. */
    @Test
    void rowsThatAConditionMeansTogetherWithOtherTablesAreCounted() {
        database.run("INSERT INTO pets VALUES (2, 1, 'ok'), (3, 9, 'sad'), (4, NULL, 'sad')");
        check(
                "delete-rows",
                "DELETE FROM people USING pets WHERE people.id = pets.owner",
                Risk.MEDIUM,
                "2 rows are meant",
                "id = 1");
        check(
                "delete-rows",
                "DELETE FROM people AS p USING pets x JOIN lone ON lone.id = x.id WHERE p.id = x.owner",
                Risk.LOW,
                "no row is meant");
        check(
                "delete-rows",
                "DELETE FROM pets a USING pets b -- the younger one\n WHERE a.id > b.id AND a.owner = b.owner",
                Risk.MEDIUM,
                "1 row is meant",
                "id = 2");
        check(
                "update-rows",
                "UPDATE people p SET name = x.name FROM (VALUES (3, 'c'), (4, 'd'), (-1, 'e')) AS x (id, name)"
                        + " WHERE x.id = p.id",
                Risk.MEDIUM,
                "2 rows are meant");
        check(
                "update-rows",
                "UPDATE pets SET feels = 'new' FROM people p, LATERAL (SELECT p.id + 1 AS next) n"
                        + " WHERE pets.owner = p.id AND n.next = 2 RETURNING pets.id",
                Risk.MEDIUM,
                "2 rows are meant");
    }

    @Test
    void otherTablesThatCannotBeAskedLeaveTheRiskAsItIs() {
        for (String sql : List.of(
                "DELETE FROM people USING elsewhere e WHERE people.id = e.id",
                "DELETE FROM people USING pg_stat_reset() e WHERE people.id = 3",
                "DELETE FROM people USING hidden WHERE people.id = hidden.id",
                "ALTER TABLE lone RENAME TO old; ALTER TABLE other.lone SET SCHEMA public;"
                        + " DELETE FROM people USING lone WHERE people.id = lone.id",
                "SET search_path = other; DELETE FROM public.people USING lone WHERE people.id = lone.id",
                "DELETE FROM people USING generate_series(1, 100000) a, generate_series(1, 100000) b"
                        + " WHERE a + b = -people.id")) {
            Finding finding = one("delete-rows", sql);
            assertThat(finding.evidence()).as(sql).isEmpty();
            assertThat(finding.risk()).as(sql).isEqualTo(Risk.MEDIUM);
        }
    }

    /** The database shows what was there before the scripts; that is no proof of what will be there. */
    @Test
    void whatTheScriptsWriteBeforeKeepsTheRiskWhereItWas() {
        String before = "before the statements above it run";
        check("drop-table", "INSERT INTO lone SELECT id FROM people; DROP TABLE lone", Risk.HIGH, "no row", before);
        check(
                "delete-rows",
                "INSERT INTO lone SELECT id FROM people; DELETE FROM people p USING lone WHERE lone.id = p.id",
                Risk.MEDIUM,
                "no row is meant",
                before);
        check(
                "delete-rows",
                "UPDATE people SET age = -1 WHERE id < 9; DELETE FROM people WHERE age < 0",
                Risk.MEDIUM,
                "no row is meant",
                before);
        check(
                "delete-rows",
                "DO $$ BEGIN UPDATE lone SET id = 3; END $$; DELETE FROM people WHERE id IN (SELECT id FROM lone)",
                Risk.MEDIUM,
                "no row is meant",
                before);
        check("drop-table", "SELECT fill_all(); DROP TABLE public.lone", Risk.HIGH, "no row", before);
        check(
                "change-type-may-fail",
                "ALTER TABLE people ADD COLUMN IF NOT EXISTS age bigint; UPDATE people SET age = 1 WHERE age > 99999;"
                        + " ALTER TABLE people ALTER COLUMN age TYPE int",
                Risk.MEDIUM,
                "4 rows whose value does not fit",
                before);
        check(
                "drop-column",
                "UPDATE people SET note = NULL WHERE id = 1; ALTER TABLE people DROP COLUMN note",
                Risk.HIGH,
                "20,000 rows with a value",
                before);
    }

    @Test
    void whatTheScriptsWriteElsewhereChangesNothing() {
        database.run("ALTER TABLE people ADD COLUMN unused text");
        String drop = "ALTER TABLE people DROP COLUMN unused";
        check(
                "drop-column",
                "INSERT INTO lone VALUES (1); UPDATE people SET age = 1 WHERE id = 1;" + drop,
                Risk.LOW,
                "no row");
        assertThat(one("drop-column", "UPDATE people SET age = 1 WHERE id = 1;" + drop)
                        .evidence()
                        .orElseThrow()
                        .words())
                .isEqualTo("no row holds a value");
    }

    @Test
    void violatorsOfACheckAreCounted() {
        check(
                "add-check",
                "ALTER TABLE people ADD CONSTRAINT c CHECK (age < 150000)",
                Risk.HIGH,
                "4 rows that break it",
                "id = 5");
        check("add-check", "ALTER TABLE people ADD CHECK (id > 0)", Risk.HIGH, "every row fulfils it; 20,000 rows");
        check("add-check", "ALTER TABLE pets ADD CHECK (id > 0)", Risk.LOW, "every row fulfils it; 1 row in the table");
    }

    @Test
    void valuesThatDoNotFitAreCounted() {
        String type = "ALTER TABLE people ADD COLUMN IF NOT EXISTS ";
        check(
                "change-type",
                "ALTER TABLE people ALTER COLUMN name TYPE varchar(10)",
                Risk.MEDIUM,
                "4 rows whose value");
        check("change-type", "ALTER TABLE people ALTER COLUMN name TYPE varchar(30)", Risk.LOW, "stays what it is");
        check("change-type", "ALTER TABLE people ALTER COLUMN seen TYPE date", Risk.MEDIUM, "4 rows whose value");
        check(
                "change-type-may-fail",
                type + "age bigint; ALTER TABLE people ALTER COLUMN age TYPE int",
                Risk.HIGH,
                "4 rows whose value does not fit",
                "id = 5");
        check(
                "change-type-may-fail",
                type + "name varchar(40); ALTER TABLE people ALTER COLUMN name TYPE varchar(30)",
                Risk.LOW,
                "every value fits");
        check(
                "change-type-may-fail",
                type + "code text; ALTER TABLE people ALTER COLUMN code TYPE int",
                Risk.MEDIUM,
                "nothing");
        check(
                "change-type-changes-values",
                type + "weight numeric(10,4); ALTER TABLE people ALTER COLUMN weight TYPE numeric(10,1)",
                Risk.LOW,
                "every value stays what it is");
        check(
                "change-type-changes-values",
                type + "weight numeric(10,4); ALTER TABLE people ALTER COLUMN weight TYPE numeric(10,0)",
                Risk.HIGH,
                "20,000 rows whose value does not survive");
        check(
                "change-type-using",
                "ALTER TABLE people ALTER COLUMN name TYPE varchar(10) USING name::varchar(10)",
                Risk.MEDIUM,
                "4 rows whose value does not survive");
    }

    @Test
    void labelsInUseAreCounted() {
        check("rename-label", "ALTER TYPE mood RENAME VALUE 'sad' TO 'bad'", Risk.HIGH, "4 rows with the label");
        check("rename-label", "ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", Risk.HIGH, "19,997 rows with the label");
        check("rename-label", "ALTER TYPE mood RENAME VALUE 'new' TO 'x'", Risk.HIGH, "no row holds the label");
    }

    @Test
    void whatGoesAlongIsNamed() {
        check(
                "drop-cascade",
                "DROP TABLE people CASCADE",
                Risk.HIGH,
                "takes 3 objects along",
                "constraint pets_owner_fkey on table pets",
                "view adults",
                "view names");
        check(
                "drop-cascade",
                "DROP TYPE mood CASCADE",
                Risk.HIGH,
                "column feels of table pets",
                "column mood of table");
        check("drop-cascade", "DROP TABLE lone CASCADE", Risk.LOW, "nothing depends on it");
        check(
                "drop-column-cascade",
                "ALTER TABLE people DROP COLUMN name CASCADE",
                Risk.HIGH,
                "2 objects",
                "view adults");
        check("drop-column-cascade", "ALTER TABLE people DROP COLUMN code CASCADE", Risk.LOW, "nothing depends on it");
        check(
                "drop-constraint-cascade",
                "ALTER TABLE people DROP CONSTRAINT people_pkey CASCADE",
                Risk.HIGH,
                "pets_owner");
        check("drop-schema", "DROP SCHEMA other CASCADE", Risk.HIGH, "takes 1 object along", "table other.lone");
    }

    @Test
    void aRewriteHasASizeAndARoughTime() {
        check(
                "add-counted-column",
                "ALTER TABLE people ADD COLUMN n bigserial",
                Risk.HIGH,
                "20,000 rows in the table, ",
                " KB to write anew, roughly 1 s");
        check("create-index", "CREATE INDEX i ON pets (owner)", Risk.LOW, "1 row in the table, ");
    }

    /** The server's estimate is believed only about what is too large to be counted. */
    @Test
    void whatIsTooLargeToBeCountedIsEstimated() {
        database.asSuperuser().run("UPDATE pg_class SET reltuples = 50000000 WHERE relname = 'people'");
        Evidence evidence = one("create-index", "CREATE INDEX i ON people (name)")
                .evidence()
                .orElseThrow();
        assertThat(evidence.words()).startsWith("about 50,000,000 rows in the table by the server's estimate, ");
        assertThat(evidence.exact()).isFalse();
    }

    @Test
    void rowsThatAPolicyHidesAreNotTakenForNone() {
        Finding finding = one("drop-table", "DROP TABLE hidden");
        assertThat(finding.evidence()).isEmpty();
        assertThat(finding.risk()).isEqualTo(Risk.HIGH);
    }

    @Test
    void aNameThatMeansAnotherTableByThenIsNotAskedFor() {
        for (String sql : List.of(
                "SET search_path = other; DROP TABLE lone",
                "SELECT set_config('search_path', 'other', false); DROP TABLE lone")) {
            Finding finding = one("drop-table", sql);
            assertThat(finding.evidence()).as(sql).isEmpty();
            assertThat(finding.risk()).as(sql).isEqualTo(Risk.HIGH);
        }
        check("drop-table", "SET search_path = other; DROP TABLE public.lone", Risk.LOW, "the table holds no row");
        check("drop-table", "DROP TABLE other.lone", Risk.HIGH, "1 row in the table");
        check("drop-table", "DROP TABLE lone", Risk.HIGH, "in another schema");
        check(
                "drop-table",
                "ALTER TABLE lone RENAME TO old; ALTER TABLE people RENAME TO lone; DROP TABLE lone",
                Risk.HIGH,
                "rows in the table");
    }

    /** What is slow is given up, and the next question is answered all the same. */
    @Test
    void aQuestionThatTakesTooLongChangesNothing() {
        List<Finding> findings = all("DELETE FROM people WHERE (SELECT count(*) FROM generate_series(1, 100000) a"
                + " WHERE a % 7 = people.id % 7) < 0; DROP TABLE public.lone");
        assertThat(findings).extracting(Finding::rule).contains("delete-rows", "drop-table");
        assertThat(findings.stream()
                        .filter(f -> f.rule().equals("delete-rows"))
                        .findFirst()
                        .orElseThrow()
                        .evidence())
                .isEmpty();
        assertThat(findings.stream()
                        .filter(f -> f.rule().equals("drop-table"))
                        .findFirst()
                        .orElseThrow()
                        .risk())
                .isEqualTo(Risk.LOW);
    }
}

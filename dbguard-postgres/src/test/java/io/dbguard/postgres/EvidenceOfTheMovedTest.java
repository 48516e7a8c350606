package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Verdict;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts rename, move, make or do not find is asked for under the name that it has before them, or not at all. */
class EvidenceOfTheMovedTest {
    private PostgresDatabase database;

    @BeforeEach
    void create() {
        database = PostgresServer.version(17).newDatabase();
        database.run(
                "CREATE SCHEMA app",
                "CREATE SCHEMA other",
                "CREATE TABLE hollow (id int PRIMARY KEY, a int, b int)",
                "CREATE TABLE filled (id int PRIMARY KEY, a int, b int, unused int)",
                "INSERT INTO filled SELECT i, i, i FROM generate_series(1, 7) i",
                "CREATE TABLE \"Odd Name\" (\"A B\" int)",
                "CREATE TABLE app.only_here (id int, a int)",
                "CREATE TABLE app.twice (id int, a int)",
                "CREATE TABLE twice (id int, a int)",
                "INSERT INTO app.twice VALUES (1, 1)",
                "CREATE TABLE parent (id int, a int)",
                "CREATE TABLE child () INHERITS (parent)",
                "INSERT INTO child VALUES (1, 1)",
                "CREATE VIEW seen AS SELECT id FROM filled");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Assessment assess(Classifier classifier, String... scripts) {
        List<MigrationScript> list = new ArrayList<>();
        for (String sql : scripts) {
            list.add(new MigrationScript("V" + (list.size() + 1) + ".sql", sql));
        }
        return classifier.against(database.dataSource()).classify(list);
    }

    private Verdict verdict(String... scripts) {
        return assess(Classifier.postgres(), scripts).verdict();
    }

    private String worst(String sql) {
        return assess(Classifier.postgres(), sql).findings().stream()
                .filter(finding -> Verdict.of(List.of(finding)) == Verdict.DANGEROUS)
                .flatMap(finding -> finding.evidence().stream())
                .map(Evidence::words)
                .findFirst()
                .orElse("nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE hollow DROP COLUMN IF EXISTS a",
                "ALTER TABLE IF EXISTS hollow DROP COLUMN a, DROP COLUMN b CASCADE",
                "ALTER TABLE hollow ADD COLUMN c int, DROP COLUMN a",
                "ALTER TABLE public.\"hollow\" DROP COLUMN \"a\"",
                "ALTER TABLE Hollow DROP A",
                "ALTER TABLE \"Odd Name\" DROP COLUMN \"A B\"",
                "ALTER TABLE hollow RENAME COLUMN a TO a_old; ALTER TABLE hollow ADD COLUMN a uuid;"
                        + " UPDATE hollow SET a = NULL WHERE a_old > 0; ALTER TABLE hollow DROP COLUMN a_old",
                "ALTER TABLE filled RENAME COLUMN unused TO x; ALTER TABLE filled RENAME COLUMN x TO y;"
                        + " ALTER TABLE filled DROP COLUMN y",
                "ALTER TABLE hollow RENAME TO hollow_old; ALTER TABLE hollow_old DROP COLUMN a; DROP TABLE hollow_old",
                "ALTER TABLE hollow RENAME TO hollow_old; CREATE TABLE hollow (id int);"
                        + " INSERT INTO hollow SELECT id FROM hollow_old; DROP TABLE hollow_old",
                "ALTER TABLE hollow SET SCHEMA app; DROP TABLE app.hollow",
                "ALTER TABLE filled DROP COLUMN IF EXISTS gone",
                "ALTER TABLE IF EXISTS gone DROP COLUMN a CASCADE",
                "DROP TABLE IF EXISTS gone CASCADE",
                "DROP TABLE IF EXISTS app.gone",
                "CREATE TABLE IF NOT EXISTS gone (id int); ALTER TABLE gone DROP CONSTRAINT IF EXISTS k CASCADE",
                "CREATE TABLE fresh (id int); DROP TABLE fresh CASCADE",
                "ALTER TABLE only_here DROP COLUMN a",
                "ALTER TABLE twice RENAME COLUMN a TO b; ALTER TABLE filled RENAME COLUMN unused TO old;"
                        + " ALTER TABLE app.only_here DROP COLUMN a; ALTER TABLE hollow DROP COLUMN a;"
                        + " ALTER TABLE filled DROP COLUMN old"
            })
    void whatHoldsNothingIsNotDangerous(String sql) {
        assertThat(verdict(sql)).as(worst(sql)).isNotEqualTo(Verdict.DANGEROUS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE filled RENAME COLUMN a TO x; ALTER TABLE filled DROP COLUMN x",
                "ALTER TABLE filled RENAME COLUMN a TO x; ALTER TABLE filled RENAME COLUMN unused TO a;"
                        + " ALTER TABLE filled RENAME COLUMN x TO unused; ALTER TABLE filled DROP COLUMN unused",
                "ALTER TABLE filled RENAME COLUMN a TO x; ALTER TABLE public.filled DROP COLUMN x",
                "ALTER TABLE filled RENAME TO full_old; DROP TABLE full_old",
                "ALTER TABLE hollow RENAME TO tmp; ALTER TABLE filled RENAME TO hollow; DROP TABLE hollow",
                "ALTER TABLE hollow RENAME TO tmp; ALTER TABLE filled RENAME TO hollow; DROP TABLE public.hollow",
                "ALTER TABLE filled SET SCHEMA app; DROP TABLE app.filled",
                "ALTER TABLE filled SET SCHEMA app; SET search_path = app; DROP TABLE filled",
                "ALTER TABLE app.twice RENAME TO nobody; SET search_path = app; DROP TABLE nobody",
                "ALTER INDEX filled RENAME TO nobody; DROP TABLE nobody",
                "DO $$ BEGIN ALTER TABLE filled RENAME TO nobody; END $$; DROP TABLE nobody",
                "DO $$ BEGIN ALTER TABLE filled RENAME TO nobody; END $$; DROP TABLE public.nobody",
                "DO $$ BEGIN ALTER TABLE filled RENAME COLUMN a TO x; END $$; ALTER TABLE filled DROP COLUMN x",
                "DO $$ BEGIN EXECUTE 'ALTER TABLE filled RENAME TO nobody'; END $$; DROP TABLE nobody",
                "ALTER SCHEMA app RENAME TO app2; ALTER SCHEMA other RENAME TO app; DROP TABLE app2.twice",
                "DROP TABLE twice",
                "ALTER TABLE twice DROP COLUMN a",
                "DROP TABLE hollow, filled",
                "ALTER TABLE parent RENAME COLUMN a TO x; ALTER TABLE child NO INHERIT parent;"
                        + " ALTER TABLE child DROP COLUMN x",
                "ALTER TABLE hollow RENAME COLUMN a TO a_old; UPDATE hollow SET a_old = 1 WHERE id > 0;"
                        + " ALTER TABLE hollow DROP COLUMN a_old",
                "INSERT INTO hollow SELECT id, a, b FROM filled; ALTER TABLE hollow RENAME TO h; DROP TABLE h",
                "CREATE TABLE hollow2 (id int); DROP TABLE hollow2; ALTER TABLE filled RENAME TO hollow2;"
                        + " DROP TABLE hollow2",
                "DROP TABLE hollow CASCADE; DROP TABLE filled CASCADE",
                "DROP TABLE hollow, filled CASCADE",
                "BEGIN; ALTER TABLE hollow RENAME TO h; ROLLBACK; ALTER TABLE filled RENAME TO h; DROP TABLE h",
                "DROP TABLE IF EXISTS seen"
            })
    void whatMayHoldSomethingStaysDangerous(String sql) {
        assertThat(verdict(sql)).isEqualTo(Verdict.DANGEROUS);
    }

    @Test
    void theNumberIsThatOfTheTableThatIsReallyMeant() {
        assertThat(worst("ALTER TABLE hollow RENAME TO tmp; ALTER TABLE filled RENAME TO hollow; DROP TABLE hollow"))
                .isEqualTo("7 rows in the table");
        assertThat(worst("ALTER TABLE filled RENAME COLUMN a TO x; ALTER TABLE filled DROP COLUMN x"))
                .isEqualTo("7 rows with a value");
    }

    /** What is read by its new name cannot be asked for as it stands. */
    @Test
    void aConditionThatReadsWhatWasRenamedIsNotAsked() {
        Assessment swapped = assess(
                Classifier.postgres(),
                "ALTER TABLE filled RENAME COLUMN a TO x; ALTER TABLE filled RENAME COLUMN unused TO a;"
                        + " DELETE FROM filled WHERE a IS NOT NULL");
        assertThat(swapped.findings().stream().filter(finding -> finding.rule().equals("delete-rows")))
                .allMatch(finding -> finding.evidence().isEmpty());
        Assessment again = assess(
                Classifier.postgres(),
                "ALTER TABLE filled DROP COLUMN unused; ALTER TABLE filled ADD COLUMN unused int DEFAULT 1;"
                        + " DELETE FROM filled WHERE unused = 1");
        assertThat(again.findings().stream().filter(finding -> finding.rule().equals("delete-rows")))
                .hasSize(1)
                .allMatch(finding -> finding.evidence().isEmpty());
    }

    /** Scripts that were released one by one may have run already. */
    @Test
    void inAHistoryNobodyKnowsWhichNameHolds() {
        Classifier history = Classifier.postgres().releasedOneByOne();
        assertThat(assess(history, "ALTER TABLE hollow RENAME TO h", "DROP TABLE h")
                        .verdict())
                .isEqualTo(Verdict.DANGEROUS);
        assertThat(assess(history, "DROP TABLE gone").verdict()).isEqualTo(Verdict.DANGEROUS);
        assertThat(assess(history, "DROP TABLE hollow").verdict()).isNotEqualTo(Verdict.DANGEROUS);
    }

    @Test
    void behindAMigrationThatNobodyCanReadNothingIsKnown() {
        List<MigrationScript> scripts =
                List.of(MigrationScript.notSql("V1__Code", "1"), new MigrationScript("V2.sql", "DROP TABLE hollow"));
        List<Finding> findings = Classifier.postgres()
                .against(database.dataSource())
                .classify(scripts)
                .findings();
        assertThat(Verdict.of(findings)).isEqualTo(Verdict.DANGEROUS);
    }
}

package io.dbguard.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Verdict;
import io.dbguard.h2.testing.H2Database;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live data decides on H2 too, also about what the scripts rename. */
class H2EvidenceTest {
    private H2Database database;

    @BeforeEach
    void create() {
        database = H2Database.inMemory();
        database.run(
                "CREATE TABLE hollow (id int PRIMARY KEY, a int, b int)",
                "CREATE TABLE filled (id int PRIMARY KEY, a int, unused int)",
                "INSERT INTO filled VALUES (1, 1, NULL), (2, 2, NULL)",
                "CREATE TABLE \"Odd Name\" (\"A b\" int)",
                "CREATE SCHEMA app",
                "CREATE TABLE app.twice (id int)",
                "INSERT INTO app.twice VALUES (1)",
                "CREATE TABLE twice (id int)");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Verdict verdict(String sql) {
        return Classifier.h2()
                .against(database.dataSource())
                .classify(List.of(new MigrationScript("V1.sql", sql)))
                .verdict();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE hollow DROP COLUMN IF EXISTS a",
                "ALTER TABLE IF EXISTS HOLLOW DROP COLUMN (a, b)",
                "ALTER TABLE filled DROP COLUMN unused",
                "ALTER TABLE \"Odd Name\" DROP COLUMN \"A b\"",
                "ALTER TABLE filled ALTER COLUMN unused RENAME TO old; ALTER TABLE filled DROP COLUMN old",
                "ALTER TABLE hollow RENAME TO old; DROP TABLE old",
                "DROP TABLE IF EXISTS gone CASCADE CONSTRAINTS",
                "ALTER TABLE hollow DROP COLUMN IF EXISTS gone",
                "DROP TABLE hollow"
            })
    void whatHoldsNothingIsNotDangerous(String sql) {
        assertThat(verdict(sql)).isNotEqualTo(Verdict.DANGEROUS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE filled DROP COLUMN (unused, a)",
                "ALTER TABLE filled DROP COLUMN unused, a",
                "ALTER TABLE filled ALTER COLUMN a RENAME TO old; ALTER TABLE filled DROP COLUMN old",
                "ALTER TABLE filled RENAME TO old; DROP TABLE old",
                "DROP TABLE twice",
                "DROP TABLE hollow, filled",
                "SET SCHEMA app; DROP TABLE hollow"
            })
    void whatMayHoldSomethingStaysDangerous(String sql) {
        assertThat(verdict(sql)).isEqualTo(Verdict.DANGEROUS);
    }
}

package io.dbguard.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Verdict;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassifierTest {
    private static final List<String> SAFE = List.of(
            "CREATE TABLE t (id int PRIMARY KEY, other int REFERENCES u ON DELETE CASCADE)",
            "create unique index concurrently i on t (a)",
            "ALTER TABLE t ADD COLUMN a int DEFAULT 1, ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
            "ALTER TABLE ONLY public.\"T\" ALTER COLUMN a SET DEFAULT 5",
            "ALTER TABLE IF EXISTS t VALIDATE CONSTRAINT c",
            "ALTER TYPE mood ADD VALUE 'meh'",
            "COMMENT ON TABLE t IS 'DROP TABLE t'",
            "GRANT SELECT, DELETE ON t TO app",
            "INSERT INTO t VALUES (1, 'DELETE FROM t')",
            "INSERT INTO t SELECT * FROM u ON CONFLICT DO NOTHING",
            "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ DELETE FROM t RETURNING 1 $$",
            "CREATE TRIGGER x AFTER DELETE OR UPDATE ON t EXECUTE FUNCTION f()",
            "SET search_path = app",
            "SET LOCAL lock_timeout = '2s'");

    private static Assessment classify(String... scripts) {
        var list = new java.util.ArrayList<MigrationScript>();
        for (int i = 0; i < scripts.length; i++) {
            list.add(new MigrationScript("V" + (i + 1) + "__x.sql", scripts[i]));
        }
        return Classifier.postgres().classify(list);
    }

    private static String ruleOf(String sql) {
        List<Finding> findings = classify(sql).findings();
        return findings.isEmpty() ? "safe" : findings.get(0).rule();
    }

    @Test
    void whatOnlyAddsIsSafe() {
        for (String sql : SAFE) {
            assertThat(classify(sql).verdict()).as(sql).isEqualTo(Verdict.SAFE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DROP TABLE t | drop-table",
                "drop table if exists a, b cascade | drop-table",
                "DROP SCHEMA s CASCADE | drop-schema",
                "TRUNCATE a, b RESTART IDENTITY CASCADE | truncate",
                "ALTER TABLE t DROP COLUMN a | drop-column",
                "ALTER TABLE t DROP active | drop-column",
                "ALTER TABLE t ADD COLUMN b int, DROP COLUMN a | drop-column",
                "ALTER TABLE t VALIDATE CONSTRAINT c, DROP COLUMN x | drop-column",
                "ALTER TABLE t OWNER TO bob, DROP COLUMN x | drop-column",
                "ALTER TABLE t ALTER a SET DEFAULT $q$x'$q$, DROP COLUMN b | drop-column",
                "ALTER TABLE t ADD COLUMN a int DEFAULT (4), DROP COLUMN b | drop-column",
                "ALTER TABLE t DROP CONSTRAINT c CASCADE | drop-constraint-cascade",
                "DROP TYPE mood CASCADE | drop-cascade",
                "ALTER TYPE a DROP ATTRIBUTE b | drop-attribute",
                "DELETE FROM t | delete-without-where",
                "DELETE FROM t WHERE true | delete-without-where",
                "DELETE FROM t WHERE (1 = 1) | delete-without-where",
                "DELETE FROM t WHERE id = 5 OR 1=1 | delete-without-where",
                "DELETE FROM t USING (SELECT * FROM u WHERE id = 1) x | delete-without-where",
                "UPDATE t SET a = 1 | update-without-where",
                "UPDATE t SET a = (SELECT b FROM u WHERE u.id = t.id) | update-without-where",
                "DROP ALL OBJECTS | drop-all-objects"
            })
    void whatDestroysDataIsDangerous(String sql, String rule) {
        assertThat(classify(sql).verdict()).isEqualTo(Verdict.DANGEROUS);
        assertThat(ruleOf(sql)).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE t RENAME COLUMN a TO b | rename-column",
                "ALTER TABLE t ALTER COLUMN a TYPE varchar(9) USING a::varchar(9) | change-type-using",
                "ALTER TABLE t ALTER a SET DATA TYPE bigint | change-type-rewrites",
                "ALTER TABLE t ALTER COLUMN a SET NOT NULL | set-not-null",
                "ALTER TABLE t DROP CONSTRAINT c | drop-constraint",
                "DELETE FROM t WHERE id = 1 | delete-rows",
                "UPDATE t SET a = 1 WHERE id = 1 | update-rows",
                "INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 2 | upsert",
                "DROP INDEX i | drop-index",
                "SET session_replication_role = replica | replication-role"
            })
    void whatChangesThingsNeedsABackup(String sql, String rule) {
        assertThat(classify(sql).verdict()).isEqualTo(Verdict.CAUTION);
        assertThat(ruleOf(sql)).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROBNICATE t",
                "ALTER TABLE t FROBNICATE",
                "ALTER TABLE t",
                "ALTER TABLE t ADD COLUMN a int, FROBNICATE DROP COLUMN x",
                "CREATE TABLE ${schema}.t (id int)",
                "CREATE TABLE :schema.t (id int)",
                "ALTER SEQUENCE s SET UNLOGGED",
                "BEGIN DROP TABLE t",
                "CREATE OR REPLACE TABLE t (id int)",
                "DELIMITER //"
            })
    void whatIsNotUnderstoodIsNeverSafe(String sql) {
        assertThat(ruleOf(sql)).isEqualTo("not-understood");
        assertThat(classify(sql).verdict()).isNotEqualTo(Verdict.SAFE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT f() | calls-function",
                "CALL p() | calls-function",
                "DO $$ BEGIN PERFORM f(); END $$ | calls-function",
                "DO LANGUAGE plpython3u 'x' | opaque",
                "COPY t FROM '/tmp/x' | runs-other-script",
                "\\i other.sql | runs-other-script",
                "CREATE TABLE t AS WITH x AS (UPDATE u SET a = 1 RETURNING *) SELECT * FROM x | update-without-where",
                "INSERT INTO t WITH gone AS (DELETE FROM u RETURNING *) SELECT * FROM gone | delete-without-where",
                "EXPLAIN ANALYZE DELETE FROM t | delete-without-where",
                "ALTER TABLE t SET UNLOGGED | set-logged"
            })
    void whatDoesItsHarmOnAWayAroundIsFound(String sql, String rule) {
        assertThat(classify(sql).findings()).extracting(Finding::rule).contains(rule);
        assertThat(classify(sql).verdict()).isNotEqualTo(Verdict.SAFE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN DELETE FROM t; END $$",
                "DO $$ BEGIN EXECUTE 'drop  table ' || name; END $$",
                "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
                "CREATE TABLE t (a text DEFAULT 'never closed); TRUNCATE t"
            })
    void whatIsNotUnderstoodAndSpeaksOfDestructionIsDangerous(String sql) {
        assertThat(classify(sql).verdict()).isEqualTo(Verdict.DANGEROUS);
    }

    @Test
    void aTableThatTheMigrationsCreateHoldsNobodysData() {
        assertThat(classify(
                                "CREATE TABLE fresh (id int)",
                                "ALTER TABLE fresh DROP COLUMN id; UPDATE fresh SET a = 1; DELETE FROM fresh")
                        .findings())
                .isEmpty();
        assertThat(classify("CREATE TABLE IF NOT EXISTS t (id int); DELETE FROM t")
                        .verdict())
                .isEqualTo(Verdict.DANGEROUS);
        assertThat(classify("CREATE TABLE t (id int); SET search_path = other; DELETE FROM t")
                        .verdict())
                .isEqualTo(Verdict.DANGEROUS);
        assertThat(classify(
                                "CREATE TABLE t (id int); ALTER TABLE t RENAME TO x; ALTER TABLE y RENAME TO t; DELETE FROM t")
                        .verdict())
                .isEqualTo(Verdict.DANGEROUS);
    }

    @Test
    void aFindingSaysWhere() {
        assertThat(classify("CREATE TABLE a (id int);\n\n-- gone\nDROP TABLE b;")
                        .findings())
                .first()
                .hasToString("V1__x.sql:4:1: HIGH drop-table: drops the table b; all rows in it are gone");
    }

    /** Whatever is put around it, a DROP TABLE of its own is seen. */
    @RepeatedTest(200)
    void aDropBetweenSafeStatementsIsAlwaysSeen() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        var sql = new StringBuilder();
        int place = random.nextInt(5);
        for (int i = 0; i < 5; i++) {
            sql.append(SAFE.get(random.nextInt(SAFE.size())).replace("SET search_path = app", "ANALYZE"));
            sql.append(List.of(";", "\n;\n\n", "; -- x'\n", ";/* ' /* */ */").get(random.nextInt(4)));
            if (i == place) {
                sql.append(
                        List.of("DROP TABLE victim;", "drop\ttable\n\"victim\";", "/* c */ DROP /* d */ TABLE victim;")
                                .get(random.nextInt(3)));
            }
        }
        assertThat(classify(sql.toString()).verdict())
                .as("seed %d: %s", seed, sql)
                .isEqualTo(Verdict.DANGEROUS);
    }
}

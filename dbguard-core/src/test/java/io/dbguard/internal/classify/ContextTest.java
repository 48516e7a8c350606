package io.dbguard.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import io.dbguard.api.migration.StatementAssessment;
import io.dbguard.api.migration.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known from the statements before, and from whoever runs them. */
class ContextTest {

    private static List<String> rules(Classifier classifier, Frame frame, String... scripts) {
        List<MigrationScript> list = new ArrayList<>();
        for (String sql : scripts) {
            list.add(new MigrationScript("V" + list.size() + ".sql", sql, frame));
        }
        return classifier.classify(list).findings().stream()
                .map(Finding::rule)
                .filter(rule -> !rule.startsWith("lock-timeout"))
                .toList();
    }

    private static List<String> rules(String... scripts) {
        return rules(Classifier.postgres(), Frame.UNKNOWN, scripts);
    }

    @Test
    void aValidatedCheckOfAnEarlierScriptProvesNotNull() {
        assertThat(rules(
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID",
                        "ALTER TABLE t VALIDATE CONSTRAINT c",
                        "ALTER TABLE t ALTER COLUMN a SET NOT NULL"))
                .isEmpty();
    }

    @Test
    void aCheckThatIsDroppedOrOfAnotherColumnProvesNothing() {
        assertThat(rules(
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID",
                        "ALTER TABLE t VALIDATE CONSTRAINT c",
                        "ALTER TABLE t DROP CONSTRAINT c",
                        "ALTER TABLE t ALTER COLUMN a SET NOT NULL"))
                .contains("set-not-null");
        assertThat(rules(
                        "ALTER TABLE t ADD CONSTRAINT c CHECK (b IS NOT NULL) NOT VALID",
                        "ALTER TABLE t VALIDATE CONSTRAINT c",
                        "ALTER TABLE t ALTER COLUMN a SET NOT NULL"))
                .contains("set-not-null");
    }

    @Test
    void aTableOfAnEarlierReleaseIsInUse() {
        String[] scripts = {"CREATE TABLE t (id int, a text)", "ALTER TABLE t DROP COLUMN a; DROP TABLE t"};
        assertThat(rules(scripts)).isEmpty();
        assertThat(rules(Classifier.postgres().releasedOneByOne(), Frame.UNKNOWN, scripts))
                .contains("drop-column", "drop-table");
    }

    @Test
    void numbersThatAScriptBringsAlongAreFoundUnlessALaterOneMovesTheSequence() {
        String create = "CREATE TABLE t (id bigserial PRIMARY KEY, a text);";
        String rows = "COPY t (id, a) FROM stdin;\n1\tx\n\\.\n";
        assertThat(rules(create, rows)).containsExactly("sequence-left-behind");
        assertThat(rules(create, rows, "INSERT INTO t (id) VALUES (8); INSERT INTO t (id) VALUES (9)"))
                .containsExactly("sequence-left-behind");
        assertThat(rules(create, rows, "SELECT setval('t_id_seq', 1)")).isEmpty();
        assertThat(rules(create, "SELECT setval('t_id_seq', 1)", rows)).containsExactly("sequence-left-behind");
        assertThat(rules(create, rows, "SELECT setval('t_id_seq', 1)", "INSERT INTO t (id) VALUES (9)"))
                .containsExactly("sequence-left-behind");
        assertThat(rules(create, "COPY t (a) FROM stdin;\nx\n\\.\n")).isEmpty();
    }

    @Test
    void theTypeOfAColumnIsKnownFromAnEarlierRelease() {
        Classifier history = Classifier.postgres().releasedOneByOne();
        String create = "CREATE TABLE t (price numeric(10,4), name varchar(20), n int)";
        assertThat(rules(history, Frame.UNKNOWN, create, "ALTER TABLE t ALTER price TYPE numeric(10,2)"))
                .contains("change-type-changes-values");
        assertThat(rules(history, Frame.UNKNOWN, create, "ALTER TABLE t ALTER name TYPE varchar(40)"))
                .isEmpty();
    }

    /** Each of these would lose rows if the table were taken for new. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN; CREATE TABLE t (id int); ROLLBACK; DROP TABLE t",
                "SAVEPOINT s; CREATE TABLE t (id int); ROLLBACK TO SAVEPOINT s; DROP TABLE t",
                "CREATE TEMP TABLE t (id int) ON COMMIT DROP; COMMIT; DROP TABLE t",
                "CREATE TEMP TABLE t (id int); DROP TABLE public.t",
                "CREATE TABLE t (id int); DROP TABLE public.t",
                "CREATE TABLE IF NOT EXISTS t (id int); DROP TABLE t",
                "CREATE TABLE t (id int); SET search_path = x; DROP TABLE t",
                "CREATE TABLE t (id int); SELECT set_config('search_path', 'x', false); DROP TABLE t",
                "CREATE TABLE t (id int); SELECT somebodys(); DROP TABLE t",
                "CREATE TABLE t (id int); RESET ALL; DROP TABLE t",
                "CREATE TABLE a.t (id int); ALTER SCHEMA a RENAME TO c; ALTER SCHEMA b RENAME TO a; DROP TABLE a.t",
                "CREATE TABLE t (id int); DO $$ BEGIN ALTER TABLE t RENAME TO u; ALTER TABLE v RENAME TO t; END $$; DROP TABLE t",
                "CREATE TABLE t (id int); ALTER TABLE t SET SCHEMA s; DROP TABLE t",
                "CREATE TABLE t (id int); DROP TABLE t; DROP TABLE t"
            })
    void aTableThatMayBeAnotherIsNotNew(String sql) {
        assertThat(rules(sql)).contains("drop-table");
    }

    @Test
    void aTemporaryTableEndsWithItsScript() {
        assertThat(rules("CREATE TEMP TABLE t (id int)", "DROP TABLE t")).contains("drop-table");
    }

    /** Each of these overwrites values. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = 1 WHERE id IN (SELECT id FROM o WHERE a IS NULL)",
                "UPDATE t SET a = 1 FROM o WHERE o.a IS NULL",
                "UPDATE t SET a = 1 WHERE b IS NULL",
                "UPDATE t SET a = 1 WHERE a IS NULL OR id = 3",
                "UPDATE t SET a = 1 WHERE NOT a IS NULL",
                "UPDATE t SET a = 1, b = 2 WHERE a IS NULL",
                "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int; UPDATE t SET a = 1 WHERE id > 3"
            })
    void anUpdateThatDoesNotOnlyFillIsALoss(String sql) {
        assertThat(rules(sql)).containsAnyOf("update-rows", "update-without-where");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE; END $$",
                "DO $$ DECLARE v int; BEGIN v := f(); x.y = 3; EXECUTE 'TRUNCATE t'; END $$",
                "DO $$ BEGIN FOR r IN DELETE FROM t RETURNING * LOOP NULL; END LOOP; END $$",
                "DO $$ BEGIN RETURN QUERY DELETE FROM t WHERE a = 1 RETURNING *; END $$",
                "DO 'BEGIN IF true THEN DELETE FROM t WHERE a = ''x''; END IF; END'",
                "DO $$ <<outer>> BEGIN WITH x AS (DELETE FROM t WHERE a = 1 RETURNING *) SELECT 1; END $$",
                "DO $$ BEGIN EXECUTE format('DROP TABLE %I', n); END $$",
                "COPY t TO PROGRAM 'curl example.org'"
            })
    void whatABlockHidesIsNotSafe(String sql) {
        assertThat(Classifier.postgres()
                        .classify(List.of(new MigrationScript("a.sql", sql)))
                        .verdict())
                .isNotEqualTo(Verdict.SAFE);
    }

    @Test
    void whatRunsOutsideOfATransactionHoldsNoLocks() {
        String script = "ALTER TABLE t ADD COLUMN a int; CREATE INDEX i ON t (b)";
        assertThat(rules(Classifier.postgres(), Frame.NONE, script)).containsExactly("create-index");
        assertThat(rules(Classifier.postgres(), Frame.TRANSACTION, script)).contains("work-under-exclusive-lock");
    }

    @Test
    void concurrentlyFailsInTheTransactionOfTheRunner() {
        String script = "CREATE INDEX CONCURRENTLY i ON t (b)";
        assertThat(rules(Classifier.postgres(), Frame.TRANSACTION, script)).contains("concurrently-in-transaction");
        assertThat(rules(Classifier.postgres(), Frame.UNKNOWN, script)).isEmpty();
    }

    @Test
    void placeholdersAreResolvedOrNotUnderstood() {
        String script = "ALTER TABLE ${schema}.t ADD COLUMN a int";
        assertThat(rules(script)).containsExactly("not-understood");
        assertThat(rules(Classifier.postgres().placeholder("schema", "app"), Frame.UNKNOWN, script))
                .isEmpty();
    }

    @Test
    void aPlaceholderInANameIsNamedAlone() {
        var script = new MigrationScript("V1.sql", "ALTER TABLE \"${schema}\".t DROP COLUMN a, DROP COLUMN \"b\"");
        assertThat(Classifier.postgres().classify(List.of(script)).findings())
                .first()
                .extracting(Finding::message)
                .asString()
                .endsWith("(the placeholder \"${schema}\" may stand for anything)");
    }

    @Test
    void h2DropsSeveralColumnsAndChangesTypesWithoutAWord() {
        assertThat(rules(Classifier.h2(), Frame.UNKNOWN, "ALTER TABLE t DROP COLUMN a, b"))
                .hasSize(2);
        assertThat(rules(Classifier.h2(), Frame.UNKNOWN, "ALTER TABLE t ALTER COLUMN a INT"))
                .contains("change-type");
        assertThat(rules(
                        Classifier.h2(), Frame.UNKNOWN, "CREATE INDEX i ON t (a); CREATE UNIQUE HASH INDEX u ON t (b)"))
                .isEmpty();
        assertThat(rules("CREATE HASH INDEX i ON t (a)")).containsExactly("not-understood");
    }

    @Test
    void eachStatementHasItsLinesHeadObjectsAndLocks() {
        StatementAssessment statement = Classifier.postgres()
                .classify(
                        List.of(new MigrationScript("a.sql", "\n\nALTER TABLE shop.orders\n  ADD COLUMN note text;\n")))
                .scripts()
                .get(0)
                .statements()
                .get(0);
        assertThat(statement.firstLine()).isEqualTo(3);
        assertThat(statement.lastLine()).isEqualTo(4);
        assertThat(statement.head()).isEqualTo("ALTER TABLE");
        assertThat(statement.objects()).hasToString("[table shop.orders]");
        assertThat(statement.locks()).hasToString("[ACCESS EXCLUSIVE on shop.orders]");
        assertThat(statement.verdict()).isEqualTo(Verdict.SAFE);
    }
}

package io.dbguard.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Verdict;
import io.dbguard.internal.opinion.SecondOpinion;
import io.dbguard.internal.opinion.SecondOpinion.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A second parser may raise a risk, and never lowers one. */
class DoubtTest {

    private static Assessment classify(String sql) {
        return Classifier.postgres().classify(List.of(new MigrationScript("V1.sql", sql)));
    }

    /** So deep that no parser by descent comes to an end within its time and its stack. */
    private static String endless() {
        return "SELECT " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + " AS delete";
    }

    @Test
    void whatTakesTooLongToParseIsNotUnderstood() {
        assertThat(SecondOpinion.on(endless())).isEqualTo(Answer.GAVE_UP);
        Assessment assessment = classify("SELECT 1;\n" + endless() + ";\nSELECT 2");
        assertThat(assessment.verdict()).isEqualTo(Verdict.CAUTION);
        assertThat(assessment.findings()).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("not-understood");
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.message())
                    .endsWith("(a second parser came to no end)")
                    .hasSizeLessThan(200);
        });
        assertThat(assessment.scripts().get(0).statements()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE t",
                "TRUNCATE t",
                "DELETE FROM t WHERE a = 1",
                "UPDATE t SET a = 1 WHERE b = 2",
                "ALTER TABLE t ADD COLUMN a int, DROP COLUMN b",
                "WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone",
                "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE"
            })
    void harmIsSeen(String sql) {
        assertThat(SecondOpinion.on(sql)).isEqualTo(Answer.DESTROYS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "FROBNICATE",
                "DO 'x'",
                "ALTER TABLE t DROP CONSTRAINT c",
                "CREATE TABLE t (a int REFERENCES u ON DELETE CASCADE)",
                "GRANT DELETE ON t TO app"
            })
    void whatDoesNoHarmOrCannotBeReadSaysNothing(String sql) {
        assertThat(SecondOpinion.on(sql)).isEqualTo(Answer.NOTHING);
    }

    /** Each of these the other parser reads as something harmless, without an error. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMENT ON TABLE t IS 'x'; DROP TABLE t",
                "ALTER TABLE t ADD COLUMN a int\n\n\n, DROP COLUMN b",
                "ALTER TABLE t ALTER COLUMN a SET DEFAULT 4 // 2, DROP COLUMN b",
                "ALTER TABLE t ALTER COLUMN a SET DEFAULT $q$x'$q$, DROP COLUMN b",
                "ALTER TABLE t VALIDATE CONSTRAINT c, DROP COLUMN x",
                "ALTER TABLE t SET (fillfactor = 80), DROP COLUMN x",
                "DROP TABLE a, b CASCADE"
            })
    void whatTheOtherParserMissesIsFoundAllTheSame(String sql) {
        assertThat(classify(sql).verdict()).isEqualTo(Verdict.DANGEROUS);
    }

    @Test
    void whatOnlyDefinesRaisesNoDoubt() {
        assertThat(classify("""
                        CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES u ON DELETE CASCADE ON UPDATE SET NULL);
                        GRANT SELECT, UPDATE, DELETE ON t TO app;
                        CREATE POLICY p ON t FOR DELETE USING (true);
                        CREATE VIEW v AS SELECT id AS "drop", 'delete' AS update FROM t FOR UPDATE;
                        ALTER TABLE t ALTER COLUMN u DROP DEFAULT;
                        INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING;
                        """).findings()).extracting(Finding::rule).doesNotContain("not-understood");
    }

    @Test
    void aLongTextInWhatIsNotUnderstoodIsNoProblem() {
        assertThat(classify("FROBNICATE '" + "x".repeat(100_000) + "'").findings())
                .extracting(Finding::rule)
                .containsExactly("not-understood");
    }
}

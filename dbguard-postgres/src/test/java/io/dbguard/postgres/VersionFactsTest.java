package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Risk;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs a newer server, as real servers see it. */
class VersionFactsTest {
    private static final List<String> STATEMENTS = List.of(
            "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a * 2) VIRTUAL",
            "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a * 2)",
            "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a * 2) STORED",
            "ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS IDENTITY",
            "CREATE TABLE v (a int, b int GENERATED ALWAYS AS ((a + 1) * 2))",
            "ALTER TABLE t ADD CONSTRAINT n NOT NULL a NOT VALID",
            "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT ENFORCED",
            "ALTER TABLE s ALTER COLUMN b SET EXPRESSION AS (a * 3)",
            "CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT",
            "ALTER TABLE t ADD UNIQUE NULLS NOT DISTINCT (a)",
            "ALTER TABLE t SET ACCESS METHOD heap",
            "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE",
            "MERGE INTO t USING s ON t.a = s.a WHEN NOT MATCHED BY SOURCE THEN DELETE",
            "CREATE OR REPLACE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "CREATE TABLE n (a int NOT NULL, CONSTRAINT c CHECK (a > 0))");

    private static Assessment classify(Classifier classifier, String sql) {
        return classifier.classify(List.of(new MigrationScript("V1.sql", sql)));
    }

    private static boolean isTooNew(Classifier classifier, String sql) {
        return classify(classifier, sql).findings().stream()
                .anyMatch(finding -> finding.rule().equals("needs-newer-server") && finding.risk() == Risk.HIGH);
    }

    private static boolean isRefused(String sql, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return false;
        } catch (SQLException e) {
            return true;
        } finally {
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void whatIsTooNewForAServerIsWhatItRefuses(int major) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (PostgresDatabase database = PostgresServer.version(major).newDatabase();
                Connection connection = database.dataSource().getConnection()) {
            database.run("CREATE TABLE t (a int)", "CREATE TABLE s (a int, b int GENERATED ALWAYS AS (a * 2) STORED)");
            connection.setAutoCommit(false);
            for (String sql : STATEMENTS) {
                boolean refused = isRefused(sql, connection);
                boolean said = isTooNew(Classifier.postgres().serverVersion(major), sql);
                boolean seen = isTooNew(Classifier.postgres().against(database.dataSource()), sql);
                if (refused != said || refused != seen) {
                    wrong.add(sql + ": refused " + refused + ", said " + said + ", seen " + seen);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void ofAnUnknownServerItIsOnlyAdvice() {
        assertThat(classify(Classifier.postgres(), STATEMENTS.get(0)).findings())
                .filteredOn(finding -> finding.rule().equals("needs-newer-server"))
                .extracting(Finding::risk)
                .containsExactly(Risk.LOW);
    }
}

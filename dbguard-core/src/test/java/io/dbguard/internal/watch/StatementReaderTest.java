package io.dbguard.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.internal.sql.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {
    private static final StatementReader READER = new StatementReader(Dialect.POSTGRESQL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "(SELECT 1)",
                "VALUES (1)",
                "TABLE t",
                "SHOW search_path",
                "SET search_path TO a",
                "BEGIN",
                "ROLLBACK",
                "SAVEPOINT a",
                "EXPLAIN DELETE FROM t",
                "LOCK TABLE t",
                "",
                "-- nothing"
            })
    void aReadIsNoWrite(String sql) {
        assertThat(READER.read(sql).writes()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "SELECT * INTO u FROM t",
                "SELECT setval('s', 1)",
                "SELECT anything(1)",
                "CALL anything()",
                "{call anything()}",
                "COMMIT",
                "EXPLAIN ANALYZE INSERT INTO t VALUES (1)",
                "CREATE INDEX i ON t (a)",
                "GRANT SELECT ON t TO u",
                "FROBNICATE t",
                "SELECT 'never ends",
                "SELECT 1; DELETE FROM t WHERE a = 1"
            })
    void whatIsNotKnownToBeAReadIsAWrite(String sql) {
        assertThat(READER.read(sql).writes()).isTrue();
    }

    @Test
    void onlyRowsWaitForTheCommit() {
        assertThat(READER.read("INSERT INTO t VALUES (1)").atOnce()).isFalse();
        assertThat(READER.read("CREATE TABLE t (a int)").atOnce()).isTrue();
        assertThat(READER.read("COMMIT").atOnce()).isTrue();
    }

    @Test
    void aParameterIsAnotherValueEachTime() {
        assertThat(READER.dangers("DELETE FROM t WHERE ? = ?")).isEmpty();
        assertThat(READER.dangers("DELETE FROM t WHERE random() < random()")).isEmpty();
        assertThat(READER.dangers("DELETE FROM t WHERE 'a' = 'b'")).isEmpty();
        assertThat(READER.dangers("DELETE FROM t WHERE a BETWEEN 1 AND 2 OR b = 1"))
                .isEmpty();
    }

    @Test
    void commentsOfMigrationToolsHideNothingFromADatabase() {
        assertThat(READER.dangers("-- +migrate Down\nTRUNCATE t")).hasSize(1);
        assertThat(READER.dangers("COPY t FROM STDIN;\nTRUNCATE t")).hasSize(1);
    }

    @Test
    void aPermissionCoversExactlyWhatItNames() {
        Danger truncate = only("TRUNCATE a, b");
        assertThat(truncate.covers(only("TRUNCATE TABLE a"))).isTrue();
        assertThat(truncate.covers(only("TRUNCATE c"))).isFalse();
        assertThat(truncate.covers(only("TRUNCATE a CASCADE"))).isFalse();
        assertThat(truncate.covers(only("DELETE a"))).isFalse();
        assertThat(only("DROP TABLE a").covers(only("DROP SCHEMA a CASCADE"))).isFalse();
        assertThat(only("DROP OWNED BY u").covers(only("DROP TABLE a"))).isFalse();
        assertThat(only("DELETE a").covers(only("DELETE FROM s.a"))).isFalse();
    }

    private static Danger only(String sql) {
        List<Danger> dangers = READER.dangers(sql);
        assertThat(dangers).as(sql).hasSize(1);
        return dangers.get(0);
    }

    @Test
    void moreTextsThanAreRememberedAreReadAgain() {
        var readings = new Readings(Dialect.POSTGRESQL);
        for (int i = 0; i < 5000; i++) {
            assertThat(readings.of("DELETE FROM t" + i).dangers()).hasSize(1);
            assertThat(readings.of("SELECT 1").writes()).isFalse();
        }
        assertThat(readings.remembered()).isLessThanOrEqualTo(2000);
    }
}

package io.dbguard.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowCommentsTest {

    private static List<String> rules(String... lines) {
        String sql = String.join("\n", lines);
        return Classifier.postgres().classify(List.of(new MigrationScript("a.sql", sql))).findings().stream()
                .map(Finding::rule)
                .filter(rule -> !rule.startsWith("lock-timeout") && !rule.equals("several-tables-locked"))
                .toList();
    }

    @Test
    void aCommentAllowsARuleForTheStatementAfterItOnly() {
        assertThat(rules("-- dbguard:allow drop-table empty since release 41", "DROP TABLE a;"))
                .isEmpty();
        assertThat(rules("-- dbguard:allow drop-table empty", "-- and another comment", "DROP TABLE a;"))
                .isEmpty();
        assertThat(rules("-- dbguard:allow drop-table empty", "DROP TABLE a;", "DROP TABLE b;"))
                .containsExactly("drop-table");
        assertThat(rules("DROP TABLE a; -- dbguard:allow drop-table empty", "DROP TABLE b;"))
                .containsExactly("drop-table");
        assertThat(rules("DROP TABLE", "-- dbguard:allow drop-table empty", "a;"))
                .isEmpty();
    }

    @Test
    void severalRulesAreSeparatedByCommas() {
        assertThat(rules("-- dbguard:allow drop-table, drop-cascade until=2999-12-31 agreed", "DROP TABLE a CASCADE;"))
                .isEmpty();
    }

    @Test
    void aCommentThatIsNoGoodAllowsNothingAndSaysSo() {
        assertThat(rules("-- dbguard:allow drop-table", "DROP TABLE a;")).contains("drop-table", "allow-malformed");
        assertThat(rules("-- dbguard:allow drop-tabel typo", "DROP TABLE a;"))
                .contains("drop-table", "allow-malformed");
        assertThat(rules("-- dbguard:allow drop-table until=soon x", "DROP TABLE a;"))
                .contains("drop-table", "allow-malformed");
        assertThat(rules("-- dbguard:allow", "DROP TABLE a;")).contains("drop-table", "allow-malformed");
        assertThat(rules("-- dbguard:allow drop-table until=2020-01-01 x", "DROP TABLE a;"))
                .contains("drop-table", "allow-expired");
    }

    @Test
    void aCommentInATextOrOfAnotherRuleAllowsNothing() {
        assertThat(rules("SELECT '", "-- dbguard:allow drop-table x", "'; DROP TABLE a;"))
                .containsExactly("drop-table");
        assertThat(rules("-- dbguard:allow drop-column x", "DROP TABLE a;")).contains("drop-table", "allow-unused");
    }
}

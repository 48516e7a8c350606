package io.dbguard.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Risk;
import io.dbguard.internal.rule.Catalogue;
import io.dbguard.internal.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule says all that it should, and its examples are what it says they are. */
class CatalogueTest {
    private static final List<String> H2_ONLY = List.of("drop-all-objects", "create-alias");

    static List<Rule> rules() {
        return Catalogue.rules();
    }

    private static List<Finding> findings(Rule rule, String sql) {
        Classifier classifier = H2_ONLY.contains(rule.id()) ? Classifier.h2() : Classifier.postgres();
        return classifier
                .classify(List.of(new MigrationScript("example.sql", sql)))
                .findings();
    }

    @Test
    void noTwoRulesHaveTheSameName() {
        assertThat(rules()).extracting(Rule::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9-]+"));
        assertThat(rules()).hasSizeGreaterThan(80);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyRuleSaysWhy(Rule rule) {
        assertThat(rule.why()).isNotBlank();
        assertThat(rule.bad()).isNotBlank();
        assertThat(rule.good()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theBadExampleBreaksTheRule(Rule rule) {
        assertThat(findings(rule, rule.bad())).extracting(Finding::rule).contains(rule.id());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theGoodExampleDoesNot(Rule rule) {
        assertThat(findings(rule, rule.good())).extracting(Finding::rule).doesNotContain(rule.id());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void noWordInBracesIsLeftOver(Rule rule) {
        assertThat(findings(rule, rule.bad())).allSatisfy(finding -> {
            assertThat(finding.message() + finding.why() + finding.safer()).doesNotContainPattern("\\{[a-z]+}");
            assertThat(finding.risk()).isNotEqualTo(Risk.NONE);
        });
    }
}

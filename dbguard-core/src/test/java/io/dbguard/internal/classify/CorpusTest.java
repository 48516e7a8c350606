package io.dbguard.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts of our own, and exactly what is to be found in them. */
class CorpusTest {

    record Case(Verdict verdict, List<String> rules, String sql) {
        @Override
        public String toString() {
            return sql;
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream corpus =
                Objects.requireNonNull(CorpusTest.class.getResourceAsStream("/migrations/corpus.sql"))) {
            String text = new String(corpus.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("--== ", -1))
                    .skip(1)
                    .map(CorpusTest::parse)
                    .toList();
        }
    }

    private static Case parse(String block) {
        String[] parts = block.split("\n", 2);
        List<String> head = List.of(parts[0].strip().split(" ", -1));
        return new Case(Verdict.valueOf(head.get(0)), head.subList(1, head.size()), parts[1].strip());
    }

    private static Assessment classify(String sql) {
        return Classifier.postgres().classify(List.of(new MigrationScript("script.sql", sql)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void exactlyWhatIsExpectedIsFound(Case one) {
        Assessment assessment = classify(one.sql());
        assertThat(assessment.findings().stream()
                        .map(Finding::rule)
                        .filter(rule -> !rule.startsWith("lock-timeout"))
                        .collect(Collectors.toSet()))
                .as("%s", assessment.findings())
                .containsExactlyInAnyOrderElementsOf(one.rules());
        assertThat(assessment.verdict()).isEqualTo(one.verdict());
    }

    @Test
    void thereAreEnoughOfThem() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(150);
        assertThat(cases().stream().filter(one -> one.verdict() == Verdict.SAFE))
                .hasSizeGreaterThan(40);
    }

    /** Whatever a script is, an action that drops a column is seen when it is put into it. */
    @RepeatedTest(200)
    void aDropPutBetweenStatementsIsAlwaysSeen() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        List<Case> all = cases();
        String before = all.get(random.nextInt(all.size())).sql();
        String after = all.get(random.nextInt(all.size())).sql();
        String sql = before + "\n" + "ALTER TABLE victim ADD COLUMN a int, DROP COLUMN b;" + "\n" + after;
        assertThat(classify(sql).findings())
                .as("seed %d: %s", seed, sql)
                .anyMatch(finding -> finding.rule().equals("drop-column")
                        && finding.message().contains("victim.b"));
    }
}

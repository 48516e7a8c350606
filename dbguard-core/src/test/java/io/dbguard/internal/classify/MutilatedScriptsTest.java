package io.dbguard.internal.classify;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.dbguard.Classifier;
import io.dbguard.api.migration.MigrationScript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** What is no SQL at all must not stop anybody. */
class MutilatedScriptsTest {

    private static String mutilated(Random random) throws IOException {
        List<CorpusTest.Case> all = CorpusTest.cases();
        String sql = all.get(random.nextInt(all.size())).sql();
        List<String> words = new ArrayList<>(List.of(sql.split("(?<=\\s)|(?=[(),;.])", -1)));
        for (int i = random.nextInt(4); i >= 0 && words.size() > 1; i--) {
            int at = random.nextInt(words.size());
            switch (random.nextInt(3)) {
                case 0 -> words.remove(at);
                case 1 -> words.add(at, words.get(random.nextInt(words.size())));
                default -> words = new ArrayList<>(words.subList(0, Math.max(1, at)));
            }
        }
        return String.join("", words);
    }

    @RepeatedTest(200)
    void wordsThatAreMissingOrTooManyAreNoReasonToFail() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 10; i++) {
            String sql = mutilated(random);
            List<MigrationScript> script = List.of(new MigrationScript("V1.sql", sql));
            assertThatCode(() -> {
                        Classifier.postgres().classify(script);
                        Classifier.h2().classify(script);
                    })
                    .as("seed %d: %s", seed, sql)
                    .doesNotThrowAnyException();
        }
    }
}

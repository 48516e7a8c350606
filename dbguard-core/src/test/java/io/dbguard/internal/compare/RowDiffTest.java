package io.dbguard.internal.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.Fingerprint;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.TableDifference;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.spi.database.RowSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RowDiffTest {
    private static final TableName NAME = new TableName("public", "t");

    private static TableDifference diff(List<String> key, List<String> backup, List<String> database) {
        var table = new Table(
                NAME,
                new ObjectId("table", "public", "t"),
                List.of(new Column("v", "text"), new Column("id", "int")),
                key);
        var content = new TableContent(table, backup.size(), new Fingerprint(""), List.of());
        return RowDiff.between(content, source(backup), source(database));
    }

    private static RowSource source(List<String> rows) {
        return sink -> rows.forEach(row -> {
            byte[] bytes = (row + "\n").getBytes(StandardCharsets.UTF_8);
            sink.rows(bytes, 0, bytes.length, 1);
        });
    }

    @Test
    void tellsMissingChangedAndExtraRowsApartByTheirKey() {
        assertThat(diff(List.of("id"), List.of("a\t1", "b\t2", "c\t3"), List.of("c\t3", "x\t2", "d\t4", "e\t5")))
                .isEqualTo(new TableDifference(NAME, 1, 1, 2));
    }

    @Test
    void countsTwinsWhereThereIsNoKey() {
        assertThat(diff(List.of(), List.of("a\t1", "a\t1", "a\t1", "b\t2"), List.of("a\t1", "c\t3")))
                .isEqualTo(new TableDifference(NAME, 3, 0, 1));
    }

    @Test
    void theOrderDoesNotMatter() {
        assertThat(diff(List.of("id"), List.of("a\t1", "b\t2"), List.of("b\t2", "a\t1"))
                        .identical())
                .isTrue();
    }

    @Test
    void aKeyThatIsNotStoredIsNoKey() {
        assertThat(diff(List.of("generated"), List.of("a\t1"), List.of("b\t1")))
                .isEqualTo(new TableDifference(NAME, 1, 0, 1));
    }

    /** Against the plainest way to compare, with enough rows for the temporary files. */
    @RepeatedTest(5)
    void agreesWithAComparisonInMemory() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Map<Integer, String> backup = new HashMap<>();
        Map<Integer, String> database = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            String value = Integer.toString(random.nextInt());
            if (random.nextInt(10) > 0) {
                backup.put(i, value);
            }
            if (random.nextInt(10) > 0) {
                database.put(i, random.nextInt(10) > 0 ? value : value + "x");
            }
        }
        long missing =
                backup.keySet().stream().filter(k -> !database.containsKey(k)).count();
        long extra =
                database.keySet().stream().filter(k -> !backup.containsKey(k)).count();
        long changed = backup.entrySet().stream()
                .filter(e -> database.containsKey(e.getKey())
                        && !database.get(e.getKey()).equals(e.getValue()))
                .count();
        assertThat(diff(List.of("id"), lines(backup, random), lines(database, random)))
                .as("seed %d", seed)
                .isEqualTo(new TableDifference(NAME, missing, changed, extra));
    }

    private static List<String> lines(Map<Integer, String> rows, Random random) {
        List<String> lines = new ArrayList<>();
        rows.forEach((id, value) -> lines.add(value + "\t" + id));
        Collections.shuffle(lines, random);
        return lines;
    }
}

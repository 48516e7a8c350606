package io.dbguard.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What is written can be read, and looks as PostgreSQL would write it. */
class RowFormatTest {
    private static String write(String... fields) {
        var rows = new StringBuilder();
        var writer = new RowWriter((buffer, offset, length, count) ->
                rows.append(new String(buffer, offset, length, StandardCharsets.UTF_8)));
        for (String field : fields) {
            if (field == null) {
                writer.nullField();
            } else {
                writer.field(field);
            }
        }
        writer.endRow();
        return rows.toString();
    }

    private static List<String> read(String rows) {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        var reader = new RowReader(bytes, 0, bytes.length);
        List<String> values = new ArrayList<>();
        while (reader.nextRow()) {
            for (int i = 0; i < reader.fields(); i++) {
                values.add(reader.text(i));
            }
        }
        return values;
    }

    @Test
    void escapesWhatPostgresEscapes() {
        assertThat(write("a\tb", "c\nd", "e\\f", "\b\f\r\u000B", null, "", "\\N", "\\."))
                .isEqualTo("a\\tb\tc\\nd\te\\\\f\t\\b\\f\\r\\v\t\\N\t\t\\\\N\t\\\\.\n");
    }

    @Test
    void leavesOtherControlCharactersAlone() {
        assertThat(write("\u0001\u001F\u007F")).isEqualTo("\u0001\u001F\u007F\n");
    }

    @Test
    void tellsNullFromTheTextThatLooksLikeIt() {
        assertThat(read("\\N\t\\\\N\t\n")).containsExactly(null, "\\N", "");
    }

    @Test
    void aRowWithoutColumnsIsAnEmptyLine() {
        assertThat(write()).isEqualTo("\n");
    }

    @Test
    void aRowWithoutItsEndIsRefused() {
        assertThatThrownBy(() -> read("cut off")).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(50)
    void anyTextComesBack() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        String[] fields = new String[1 + random.nextInt(8)];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = random.nextInt(5) == 0 ? null : text(random);
        }
        assertThat(read(write(fields))).as("seed %d", seed).isEqualTo(Arrays.asList(fields));
    }

    private static String text(Random random) {
        String alphabet = "ab\\\t\n\r\b\f\u000BN.üß漢😀\u0000\u0001";
        int[] points = random.ints(random.nextInt(200), 0, alphabet.codePointCount(0, alphabet.length()))
                .map(i -> alphabet.codePointAt(alphabet.offsetByCodePoints(0, i)))
                .toArray();
        return new String(points, 0, points.length);
    }
}

package io.dbguard.internal.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.dbguard.api.schema.Column;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into JSON objects, one on each line. Values are texts as the database writes them, or null; whole numbers of integer
 * columns are numbers as far as every reader of JSON keeps them exactly (RFC 8259, section 6), which is up to 2^53 - 1.
 */
final class JsonLinesWriter implements RowSink, Closeable {
    private static final Set<String> INTEGERS = Set.of("tinyint", "smallint", "integer", "int", "bigint");
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,15}");
    private static final long EXACT = (1L << 53) - 1;

    private final List<Column> columns;
    private final boolean[] integers;
    private final JsonGenerator json;

    JsonLinesWriter(List<Column> columns, OutputStream out) throws IOException {
        this.columns = columns;
        this.integers = new boolean[columns.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = INTEGERS.contains(columns.get(i).type().toLowerCase(Locale.ROOT));
        }
        this.json = new JsonFactory()
                .createGenerator(out, JsonEncoding.UTF8)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .setPrettyPrinter(new MinimalPrettyPrinter(""));
    }

    @Override
    public void rows(byte[] buffer, int offset, int length, int count) {
        var reader = new RowReader(buffer, offset, length);
        try {
            while (reader.nextRow()) {
                json.writeStartObject();
                for (int i = 0; i < integers.length; i++) {
                    json.writeFieldName(columns.get(i).name());
                    write(reader.text(i), integers[i]);
                }
                json.writeEndObject();
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(@Nullable String value, boolean integer) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (integer && WHOLE.matcher(value).matches() && Math.abs(Long.parseLong(value)) <= EXACT) {
            json.writeNumber(Long.parseLong(value));
        } else {
            json.writeString(value);
        }
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}

package io.dbguard.internal.export;

import io.dbguard.api.schema.Column;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into comma-separated values as RFC 4180 describes them, with a header and newlines without carriage return.
 * NULL is an empty field, an empty text is a pair of quotes, as PostgreSQL's COPY … (FORMAT csv, HEADER) has it.
 */
final class CsvWriter implements RowSink {
    private final OutputStream out;
    private final int columns;

    CsvWriter(List<Column> columns, OutputStream out) throws IOException {
        this.out = out;
        this.columns = columns.size();
        var header = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            append(header, i, columns.get(i).name());
        }
        write(header);
    }

    @Override
    public void rows(byte[] buffer, int offset, int length, int count) {
        var reader = new RowReader(buffer, offset, length);
        var line = new StringBuilder();
        try {
            while (reader.nextRow()) {
                line.setLength(0);
                for (int i = 0; i < columns; i++) {
                    append(line, i, reader.text(i));
                }
                write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(StringBuilder line) throws IOException {
        out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void append(StringBuilder line, int position, @Nullable String value) {
        if (position > 0) {
            line.append(',');
        }
        if (value == null) {
            return;
        }
        boolean quoted = value.isEmpty() || value.equals("\\.") || value.chars().anyMatch(CsvWriter::needsQuotes);
        line.append(quoted ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
    }

    private static boolean needsQuotes(int c) {
        return c == ',' || c == '"' || c == '\n' || c == '\r' || c == ' ';
    }
}

package io.dbguard.rows;

import io.dbguard.spi.database.RowSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes rows in COPY text format, field by field, and hands each finished row to a sink. Not thread-safe.
 *
 * <p>Escapes exactly what PostgreSQL's COPY TO escapes, so that the same values give the same bytes whoever wrote them.
 */
public final class RowWriter {
    private final RowSink sink;
    private byte[] buffer = new byte[1024];
    private int length;
    private boolean first = true;

    /**
     * Creates a writer.
     *
     * @param sink takes the rows
     */
    public RowWriter(RowSink sink) {
        this.sink = sink;
    }

    /**
     * Adds a value.
     *
     * @param text the value as text; surrogates that stand alone become question marks
     */
    public void field(String text) {
        field(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Adds a value.
     *
     * @param utf8 the value as text in UTF-8
     */
    public void field(byte[] utf8) {
        separate();
        reserve(2L * utf8.length);
        for (byte b : utf8) {
            byte escape = b > '\r' && b != '\\' ? 0 : escapeFor(b);
            if (escape != 0) {
                buffer[length++] = '\\';
                buffer[length++] = escape;
            } else {
                buffer[length++] = b;
            }
        }
    }

    /** Adds a NULL. */
    public void nullField() {
        separate();
        reserve(2);
        buffer[length++] = '\\';
        buffer[length++] = 'N';
    }

    /** Ends the row and hands it to the sink. */
    public void endRow() {
        reserve(1);
        buffer[length++] = '\n';
        sink.rows(buffer, 0, length, 1);
        length = 0;
        first = true;
    }

    private void separate() {
        if (!first) {
            reserve(1);
            buffer[length++] = '\t';
        }
        first = false;
    }

    private void reserve(long more) {
        long needed = length + more;
        if (needed > buffer.length) {
            if (needed > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("A row has more than 2 GB");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * buffer.length)));
        }
    }

    private static byte escapeFor(byte b) {
        return switch (b) {
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case 0x0B -> 'v';
            case '\f' -> 'f';
            case '\r' -> 'r';
            case '\\' -> '\\';
            default -> 0;
        };
    }
}

package io.dbguard.rows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows in COPY text format, one after the other. Not thread-safe.
 *
 * <pre>{@code
 * var reader = new RowReader(buffer, offset, length);
 * while (reader.nextRow()) {
 *     String name = reader.text(0);
 * }
 * }</pre>
 */
public final class RowReader {
    private final byte[] buffer;
    private final int limit;
    private int next;
    private int start;
    private int end;
    private int[] fieldEnds = new int[16];
    private int fields;

    /**
     * Creates a reader.
     *
     * @param buffer holds whole rows
     * @param offset where the first row starts
     * @param length the size of all rows, the last newline included
     */
    public RowReader(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.next = offset;
        this.limit = offset + length;
    }

    /** Goes to the next row and returns whether there is one. */
    public boolean nextRow() {
        if (next >= limit) {
            return false;
        }
        start = next;
        fields = 0;
        int at = start;
        for (; at < limit && buffer[at] != '\n'; at++) {
            if (buffer[at] == '\t') {
                endField(at);
            }
        }
        if (at == limit) {
            throw new IllegalArgumentException("The last row has no newline");
        }
        endField(at);
        end = at;
        next = at + 1;
        return true;
    }

    /** Returns where the current row starts in the buffer. */
    public int rowOffset() {
        return start;
    }

    /** Returns the size of the current row with its newline. */
    public int rowLength() {
        return end + 1 - start;
    }

    /** Returns the number of fields in the current row; a row without columns shows one empty field. */
    public int fields() {
        return fields;
    }

    /**
     * Returns a value as text, null for NULL.
     *
     * @param field counted from 0
     */
    public @Nullable String text(int field) {
        byte[] utf8 = bytes(field);
        return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
    }

    /**
     * Returns a value's bytes without escapes, null for NULL.
     *
     * @param field counted from 0
     */
    public byte @Nullable [] bytes(int field) {
        int from = fieldStart(field);
        int to = fieldEnds[field];
        if (to - from == 2 && buffer[from] == '\\' && buffer[from + 1] == 'N') {
            return null;
        }
        for (int at = from; at < to; at++) {
            if (buffer[at] == '\\') {
                return unescape(from, to);
            }
        }
        return Arrays.copyOfRange(buffer, from, to);
    }

    /**
     * Returns where a field starts in the buffer, escapes included.
     *
     * @param field counted from 0
     */
    public int fieldStart(int field) {
        if (field < 0 || field >= fields) {
            throw new IllegalArgumentException("The row has " + fields + " fields, not " + (field + 1));
        }
        return field == 0 ? start : fieldEnds[field - 1] + 1;
    }

    /**
     * Returns where a field ends in the buffer.
     *
     * @param field counted from 0
     */
    public int fieldEnd(int field) {
        return fieldEnds[field];
    }

    private void endField(int at) {
        if (fields == fieldEnds.length) {
            fieldEnds = Arrays.copyOf(fieldEnds, 2 * fields);
        }
        fieldEnds[fields++] = at;
    }

    private byte[] unescape(int from, int to) {
        byte[] plain = new byte[to - from];
        int size = 0;
        for (int at = from; at < to; at++) {
            byte b = buffer[at];
            plain[size++] = b == '\\' && at + 1 < to ? meaningOf(buffer[++at]) : b;
        }
        return Arrays.copyOf(plain, size);
    }

    private static byte meaningOf(byte escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0B;
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> escaped;
        };
    }
}

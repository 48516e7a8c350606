package io.dbguard.spi.database;

/**
 * Takes rows in PostgreSQL's COPY text format: UTF-8, fields separated by tabs, {@code \N} for NULL, backslash escapes,
 * every row ended by a newline (PostgreSQL docs, "COPY", text format).
 */
@FunctionalInterface
public interface RowSink {

    /**
     * Takes some whole rows.
     *
     * @param buffer holds the rows; the sink must be done with it when it returns
     * @param offset where the first row starts
     * @param length the size of the rows together with their newlines, in bytes
     * @param count how many rows there are, at least one
     */
    void rows(byte[] buffer, int offset, int length, int count);
}

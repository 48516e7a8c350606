package io.dbguard.spi.database;

import io.dbguard.api.schema.Table;

/**
 * Some neighbouring rows of a table, or all of them. The pieces of a table together hold each row once. What {@code from}
 * and {@code to} count is the provider's own affair; they are such that a table which did not change is cut in the same
 * places the next time, and one that grew is cut there and further on.
 *
 * @param table the table
 * @param from where the piece starts
 * @param to where it ends, {@code Long.MAX_VALUE} for the end of the table
 * @param bytes about how much there is to read, 0 if that is not known
 */
public record TablePiece(Table table, long from, long to, long bytes) {

    /**
     * Returns all of a table in one piece.
     *
     * @param table the table
     * @param bytes about how much there is to read, 0 if that is not known
     */
    public static TablePiece whole(Table table, long bytes) {
        return new TablePiece(table, 0, Long.MAX_VALUE, bytes);
    }

    /** Returns whether this is all of the table. */
    public boolean isWhole() {
        return from == 0 && to == Long.MAX_VALUE;
    }
}

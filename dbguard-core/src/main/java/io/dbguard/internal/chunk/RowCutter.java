package io.dbguard.internal.chunk;

/** Finds the rows in a run of rows. A newline always ends a row, since COPY text format escapes those in values. */
final class RowCutter {
    private RowCutter() {}

    /** Takes one row. */
    @FunctionalInterface
    interface Row {
        void at(int offset, int length);
    }

    /** Finds the rows and checks that there are as many as the sender says. */
    static void eachRow(byte[] buffer, int offset, int length, int count, Row row) {
        if (count == 1) {
            row.at(offset, length);
            return;
        }
        int found = eachRow(buffer, offset, length, row);
        if (found != count) {
            throw new IllegalStateException("Announced " + count + " rows, but found " + found);
        }
    }

    /** Finds the rows and returns how many there are. */
    static int eachRow(byte[] buffer, int offset, int length, Row row) {
        int end = offset + length;
        int found = 0;
        for (int start = offset; start < end; found++) {
            int at = start;
            while (buffer[at] != '\n') {
                at++;
            }
            row.at(start, at + 1 - start);
            start = at + 1;
        }
        return found;
    }
}

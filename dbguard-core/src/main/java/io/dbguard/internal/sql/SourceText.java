package io.dbguard.internal.sql;

import java.util.Arrays;

/** A script and where its lines begin. Lines end at LF, CR or both. Immutable. */
public final class SourceText {
    private final String text;
    private final int[] lineStarts;

    /**
     * Takes a script.
     *
     * @param text its text
     */
    public SourceText(String text) {
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                starts = count == starts.length ? Arrays.copyOf(starts, count * 2) : starts;
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** Returns the text. */
    public String text() {
        return text;
    }

    /**
     * Returns the line of a place, from 1.
     *
     * @param at a place in the text
     */
    public int line(int at) {
        int found = Arrays.binarySearch(lineStarts, at);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /**
     * Returns the column of a place in its line, from 1.
     *
     * @param at a place in the text
     */
    public int column(int at) {
        return at - lineStarts[line(at) - 1] + 1;
    }
}

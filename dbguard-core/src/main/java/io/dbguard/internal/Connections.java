package io.dbguard.internal;

/**
 * How many connections long work may use.
 *
 * @param most how many, or 0 to use a second one where there is much to read
 */
public record Connections(int most) {
    /** As many as are right for what there is to read. */
    public static final Connections USUAL = new Connections(0);

    private static final int USUAL_MOST = 2;
    private static final long MUCH = 64L << 20;

    /** Returns the greatest number, whatever there is to read. */
    public int atMost() {
        return most == 0 ? USUAL_MOST : most;
    }

    /**
     * Returns how many are to be used beside the first; never more than there are pieces of work.
     *
     * @param pieces how many pieces of work there are
     * @param bytes how much that is, about
     */
    public int further(int pieces, long bytes) {
        if (most == 0 && bytes < MUCH) {
            return 0;
        }
        return Math.max(0, Math.min(atMost(), pieces) - 1);
    }
}

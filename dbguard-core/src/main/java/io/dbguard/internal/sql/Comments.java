package io.dbguard.internal.sql;

/** Is told of each comment that ends with its line. */
@FunctionalInterface
interface Comments {

    /**
     * Takes a comment.
     *
     * @param start where it starts
     * @param end where it ends, before the line break
     */
    void line(int start, int end);
}

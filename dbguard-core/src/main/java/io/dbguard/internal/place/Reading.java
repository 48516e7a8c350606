package io.dbguard.internal.place;

/** What came of reading a file in one place. */
sealed interface Reading {

    /**
     * It is what it should be, as far as its digest tells.
     *
     * @param content all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares readings, and blobs are not copied without need.
    record Intact(byte[] content) implements Reading {}

    /** It is not there. */
    record Missing() implements Reading {}

    /**
     * It is not what it should be.
     *
     * @param what what is wrong with it, in plain words
     */
    record Damaged(String what) implements Reading {}

    /**
     * The place does not answer.
     *
     * @param why in plain words
     */
    record Refused(String why) implements Reading {}

    /** Says what is wrong, in words that follow the name of the file. */
    default String problem() {
        if (this instanceof Damaged damaged) {
            return damaged.what;
        }
        if (this instanceof Refused refused) {
            return "it cannot be read: " + refused.why;
        }
        return this instanceof Missing ? "it is missing" : "";
    }
}

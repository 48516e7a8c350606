package io.dbguard.examples.quickstart;

/** Ends the program with an error when something is not as it should be. */
final class Expect {
    private Expect() {}

    static void equal(String what, Object actual, Object expected) {
        if (!actual.equals(expected)) {
            throw new IllegalStateException(what + ": expected " + expected + ", but there is " + actual);
        }
    }
}

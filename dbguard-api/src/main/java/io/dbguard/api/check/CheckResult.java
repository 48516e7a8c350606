package io.dbguard.api.check;

/**
 * What one check has found. It holds neither rows nor secrets.
 *
 * @param name the check, a lower-case word that never changes, such as {@code connection}
 * @param status whether all is well
 * @param words a sentence for a person, without a full stop
 * @param next what to do, empty if nothing is
 */
public record CheckResult(String name, Status status, String words, String next) {

    /** Whether all is well. */
    public enum Status {
        /** All is well. */
        PASS,
        /** Somebody should look at it; it need not hold a deployment up. */
        WARN,
        /** A deployment now could cost data. */
        FAIL
    }

    /**
     * Says that all is well.
     *
     * @param name the check
     * @param words what was seen
     */
    public static CheckResult pass(String name, String words) {
        return new CheckResult(name, Status.PASS, words, "");
    }

    /**
     * Says that somebody should look at it.
     *
     * @param name the check
     * @param words what was seen
     * @param next what to do
     */
    public static CheckResult warn(String name, String words, String next) {
        return new CheckResult(name, Status.WARN, words, next);
    }

    /**
     * Says that a deployment now could cost data.
     *
     * @param name the check
     * @param words what was seen
     * @param next what to do
     */
    public static CheckResult fail(String name, String words, String next) {
        return new CheckResult(name, Status.FAIL, words, next);
    }
}

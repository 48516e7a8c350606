package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;

/** Looks at one thing. Without state. */
interface Check {

    /** What must be known of the database before there is anything to look at. */
    enum Needs {
        /** Nothing. */
        NOTHING,
        /** That it can be read. */
        DATABASE
    }

    /** Returns what is looked at, in a lower-case word that never changes. */
    String name();

    default Needs needs() {
        return Needs.DATABASE;
    }

    /**
     * Looks. Changes nothing.
     *
     * @param scene what there is to look at
     * @throws io.dbguard.api.DbGuardException if it cannot be found out, which is a failure
     */
    CheckResult look(Scene scene);

    default CheckResult pass(String words) {
        return CheckResult.pass(name(), words);
    }

    default CheckResult warn(String words, String next) {
        return CheckResult.warn(name(), words, next);
    }

    default CheckResult fail(String words, String next) {
        return CheckResult.fail(name(), words, next);
    }
}

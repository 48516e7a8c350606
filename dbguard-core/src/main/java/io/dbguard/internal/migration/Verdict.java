package io.dbguard.internal.migration;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.sql.Statement;
import java.util.Optional;

/**
 * What is to be said of a statement.
 *
 * @param rule the rule
 * @param risk how bad it is
 * @param message why, in plain words
 */
record Verdict(String rule, Risk risk, String message) {

    /** Judges statements of one kind. */
    @FunctionalInterface
    interface Rule {
        /** Returns what is to be said of the statement, empty if it is safe. */
        Optional<Verdict> judge(Statement statement);
    }

    static Rule safe() {
        return statement -> Optional.empty();
    }

    static Rule caution(String rule, String message) {
        return statement -> Optional.of(new Verdict(rule, Risk.CAUTION, message));
    }

    static Rule dangerous(String rule, String message) {
        return statement -> Optional.of(new Verdict(rule, Risk.DANGEROUS, message));
    }

    static Verdict notUnderstood(Risk risk) {
        return new Verdict(
                "not-understood",
                risk,
                "dbguard does not know what this statement does"
                        + (risk == Risk.DANGEROUS ? ", and it speaks of destroying data" : ""));
    }
}

package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import java.util.List;

/** Comments that allow what a rule speaks against, and are no good. The comments themselves are read elsewhere. */
public final class Allowances implements Family {
    /** A comment without a reason, a rule that exists, or a date that can be read. */
    public static final Rule MALFORMED = Rule.compatibility(
                    "allow-malformed", Risk.MEDIUM, "allows nothing, because {reason}")
            .why("A comment that is not understood allows nothing; who wrote it believes that it does.")
            .safer("-- dbguard:allow drop-table until=2030-12-31 empty since release 41, backup 2027-01-05")
            .examples(
                    "-- dbguard:allow drop-table\nCREATE TABLE t (id int);",
                    "-- dbguard:allow drop-table empty since release 41\nDROP TABLE t;");
    /** A comment whose time is over. */
    public static final Rule EXPIRED = Rule.compatibility(
                    "allow-expired", Risk.MEDIUM, "no longer allows {name}; it did until {reason}")
            .why("The reason of that time may hold no more. Look again, then change the date or the script.")
            .examples(
                    "-- dbguard:allow drop-table until=2020-01-01 empty since release 41\nDROP TABLE t;",
                    "-- dbguard:allow drop-table empty since release 41\nDROP TABLE t;");
    /** A comment that allows what does not happen. */
    public static final Rule UNUSED = Rule.compatibility(
                    "allow-unused", Risk.LOW, "allows {name}, which the statement after it does not break")
            .why("It would allow it tomorrow, when somebody changes the statement.")
            .examples(
                    "-- dbguard:allow drop-table empty since release 41\nCREATE TABLE t (id int);",
                    "-- dbguard:allow drop-table empty since release 41\nDROP TABLE t;");

    Allowances() {}

    @Override
    public String title() {
        return "Comments that allow something";
    }

    @Override
    public List<Rule> rules() {
        return List.of(MALFORMED, EXPIRED, UNUSED);
    }

    @Override
    public void judge(Look look) {
        // Comments belong to a script, not to a statement.
    }
}

package io.dbguard.internal.rule;

import java.util.List;

/** Rules that belong together, and the code that finds what breaks them. Has no state. */
public interface Family {

    /** Returns what the family is about, as a heading. */
    String title();

    /** Returns its rules. */
    List<Rule> rules();

    /**
     * Looks at a statement.
     *
     * @param look the statement and all that is known when it runs
     */
    void judge(Look look);
}

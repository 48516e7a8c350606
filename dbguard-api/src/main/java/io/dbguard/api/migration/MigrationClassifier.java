package io.dbguard.api.migration;

import java.util.List;

/**
 * Judges migrations before they run. Thread-safe. What it does not understand is never {@link Verdict#SAFE}.
 */
public interface MigrationClassifier {

    /**
     * Judges migrations in the order in which they will run, one right after the other: a table that one of them creates
     * holds nobody's data yet when the next one changes it.
     *
     * @param scripts the migrations
     * @return every statement of them, and what is not safe about it
     */
    Assessment classify(List<MigrationScript> scripts);
}

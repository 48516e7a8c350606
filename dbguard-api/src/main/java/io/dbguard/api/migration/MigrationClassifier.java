package io.dbguard.api.migration;

import java.util.List;

/** Judges migrations before they run. Thread-safe. What it does not understand is never {@link Risk#SAFE}. */
public interface MigrationClassifier {

    /**
     * Judges migrations in the order in which they will run.
     *
     * @param scripts the migrations
     * @return what is not safe about them
     */
    Assessment classify(List<MigrationScript> scripts);
}

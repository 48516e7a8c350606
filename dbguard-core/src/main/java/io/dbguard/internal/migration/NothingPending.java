package io.dbguard.internal.migration;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationScript;
import java.util.List;
import java.util.Optional;

/**
 * Nothing is going to run. The runner has its own checks, of what has run, and may have more to do than migrations.
 *
 * @param atEnd gives the turn back
 */
record NothingPending(Runnable atEnd) implements Begun {
    @Override
    public List<MigrationScript> scripts() {
        return List.of();
    }

    @Override
    public MigrationReport succeeded() {
        return new MigrationReport(
                List.of(), new Assessment(List.of()), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public RuntimeException failed(Exception cause) {
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        atEnd.run();
    }
}

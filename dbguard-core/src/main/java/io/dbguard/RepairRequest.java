package io.dbguard;

import io.dbguard.api.report.RepairReport;
import io.dbguard.internal.place.RepairJob;
import io.dbguard.spi.storage.Storage;

/**
 * A repair that is about to happen. It reads every file of both places and replaces what is missing or damaged in the one
 * by what the other has intact. What is intact is never touched. A backup that only the other place has comes back as
 * well, if it is whole. Needs no key. Immutable.
 */
public final class RepairRequest {
    private final Storage target;
    private final Storage source;

    RepairRequest(Storage target, Storage source) {
        this.target = target;
        this.source = source;
    }

    /**
     * Says what {@link #run()} would do. Changes nothing.
     *
     * @throws io.dbguard.api.DbGuardException if the places do not hold the same repository, or one does not answer
     */
    public RepairReport dryRun() {
        return new RepairJob(target, source, true).run();
    }

    /**
     * Mends.
     *
     * @throws io.dbguard.api.DbGuardException if the places do not hold the same repository, or one does not answer; what
     *     was mended before stays mended
     */
    public RepairReport run() {
        return new RepairJob(target, source, false).run();
    }
}

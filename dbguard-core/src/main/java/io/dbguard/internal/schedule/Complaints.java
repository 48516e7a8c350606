package io.dbguard.internal.schedule;

import io.dbguard.api.BusyException;
import io.dbguard.internal.Told;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of backups after writes. */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(AfterWriteBackups.class);

    private Complaints() {}

    static void notStarted(Throwable thrown) {
        LOG.error(
                "The thread for backups after writes could not be started; the next write tries again",
                Told.trace(thrown));
    }

    static void failed(Throwable thrown) {
        LOG.error(
                "A backup after a write failed and will be tried again: {}", Told.atLength(thrown), Told.trace(thrown));
    }

    static void busy(BusyException e) {
        LOG.info("A backup after a write has to wait and will be tried again: {}", e.getMessage());
    }

    static void pausedFor(Duration duration) {
        LOG.error("Backups have been paused for {} now, and what was written since is in no backup", duration);
    }

    static void notTold(RuntimeException e) {
        LOG.warn("That backups are paused for long could not be told", Told.trace(e));
    }

    static void brokenOff() {
        LOG.warn("The backup after the last write was broken off, since it took too long to wait for it");
    }

    static void stillAtWork() {
        LOG.warn("The backup after the last write is still at work in the background");
    }

    static void unsavedAtTheEnd() {
        LOG.error("The guard was closed, and what was written last is in no backup yet; all earlier ones are whole");
    }

    static void writtenAfterTheEnd() {
        LOG.warn("The application wrote after the guard was closed; no backup follows");
    }
}

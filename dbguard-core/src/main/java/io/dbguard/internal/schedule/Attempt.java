package io.dbguard.internal.schedule;

import io.dbguard.api.BusyException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.schedule.Retry.Result;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One backup after a write, and what became of it. Not thread-safe. */
final class Attempt {
    private final AfterWriteBackups.Backup backup;
    private final List<String> written;
    private @Nullable BackupId done;
    private @Nullable Throwable failure;
    private boolean busy;

    Attempt(AfterWriteBackups.Backup backup, List<String> written) {
        this.backup = backup;
        this.written = written;
    }

    /** Takes the backup. Whatever is thrown is remembered: it must not end the thread. */
    void run() {
        try {
            done = backup.take(written);
        } catch (BusyException e) {
            busy = true;
            Complaints.busy(e);
        } catch (Throwable e) {
            failure = e;
        }
    }

    Result result() {
        if (done != null) {
            return Result.DONE;
        }
        return busy ? Result.BUSY : Result.FAILED;
    }

    Optional<BackupId> done() {
        return Optional.ofNullable(done);
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns how things are after it. */
    Outcome after(Outcome before) {
        if (done != null) {
            return Outcome.good(done);
        }
        return failure == null ? before : before.bad(failure);
    }
}

package io.dbguard;

import io.dbguard.api.event.EventKind;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.schedule.AfterWriteBackups;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A time in which no backup is taken after writes. Ends when it is closed. Thread-safe. */
public final class BackupPause implements AutoCloseable {
    private final Session session;
    private final AfterWriteBackups.Pause pause;
    private final String reason;
    private final AtomicBoolean ended = new AtomicBoolean();

    private BackupPause(Session session, AfterWriteBackups.Pause pause, String reason) {
        this.session = session;
        this.pause = pause;
        this.reason = reason;
    }

    static BackupPause begin(Session session, AfterWriteBackups backups, String reason) {
        var begun = new BackupPause(session, backups.pause(), reason);
        begun.tell("backups after writes are paused: ");
        return begun;
    }

    private void tell(String words) {
        session.events().tell(Happenings.of(EventKind.PAUSE, "", "", words + reason, Map.of("reason", reason)));
    }

    /** Ends the pause; backups go on when no other pause is open. A second time does nothing. */
    @Override
    public void close() {
        pause.end();
        if (ended.compareAndSet(false, true)) {
            tell("a pause of backups after writes has ended: ");
        }
    }
}

package io.dbguard;

import io.dbguard.api.event.EventKind;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.internal.BreakableDataSource;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.schedule.AfterWriteBackups;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A backup of everything, if anything has changed, that can be broken off. */
final class AfterWriteBackup implements AfterWriteBackups.Backup {
    private final Session session;
    private volatile BreakableDataSource connections;

    AfterWriteBackup(Session session) {
        this.session = session;
        this.connections = new BreakableDataSource(session.dataSource());
    }

    @Override
    public BackupId take(List<String> written) {
        var source = new BreakableDataSource(session.dataSource());
        connections = source;
        BackupOrder order = BackupOrder.everything("", BackupReason.AFTER_WRITE, session.leaveOutUnsupported())
                .onlyIfChanged()
                .after(written);
        return session.backUp(order, source).header().id();
    }

    @Override
    public void pausedFor(Duration duration) {
        session.events()
                .tell(Happenings.of(
                        EventKind.PAUSED_TOO_LONG,
                        "",
                        "",
                        "backups have been paused for " + duration.toMinutes()
                                + " minutes, and what was written since is in no backup",
                        Map.of("millis", Long.toString(duration.toMillis()))));
    }

    @Override
    public void cancel() {
        connections.breakOff();
    }
}

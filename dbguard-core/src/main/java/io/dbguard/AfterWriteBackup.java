package io.dbguard;

import io.dbguard.api.manifest.BackupReason;
import io.dbguard.internal.BreakableDataSource;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.schedule.AfterWriteBackups;

/** A backup of everything, if anything has changed, that can be broken off. */
final class AfterWriteBackup implements AfterWriteBackups.Backup {
    private final Session session;
    private volatile BreakableDataSource connections;

    AfterWriteBackup(Session session) {
        this.session = session;
        this.connections = new BreakableDataSource(session.dataSource());
    }

    @Override
    public void take() {
        var source = new BreakableDataSource(session.dataSource());
        connections = source;
        session.backUp(
                BackupOrder.everything("", BackupReason.AFTER_WRITE, session.leaveOutUnsupported())
                        .onlyIfChanged(),
                source);
    }

    @Override
    public void cancel() {
        connections.breakOff();
    }
}

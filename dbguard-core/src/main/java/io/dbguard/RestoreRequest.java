package io.dbguard;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.internal.Session;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.restore.RestoreJob;
import io.dbguard.internal.restore.RestoreOrder;
import io.dbguard.internal.restore.RestorePreviewJob;
import java.util.ArrayList;
import java.util.List;

/**
 * A restore that is about to happen. By default it brings back everything that the backup holds: a table becomes exactly
 * what it was, with its definition; what the backup does not know stays. Immutable: every method returns a new request.
 */
public final class RestoreRequest {
    private final Session session;
    private final String backup;
    private final List<String> tables;
    private final boolean safetyBackup;

    private RestoreRequest(Session session, String backup, List<String> tables, boolean safetyBackup) {
        this.session = session;
        this.backup = backup;
        this.tables = List.copyOf(tables);
        this.safetyBackup = safetyBackup;
    }

    static RestoreRequest of(Session session, String backup) {
        return new RestoreRequest(session, backup, List.of(), true);
    }

    /**
     * Restores only this table, with what belongs to it; may be called several times.
     *
     * @param name the table, with its schema where the name alone fits several
     */
    public RestoreRequest table(String name) {
        var more = new ArrayList<>(tables);
        more.add(name);
        return new RestoreRequest(session, backup, more, safetyBackup);
    }

    /**
     * Goes without the backup that is otherwise taken before anything that is there now is replaced.
     */
    public RestoreRequest withoutSafetyBackup() {
        return new RestoreRequest(session, backup, tables, false);
    }

    /**
     * Says what {@link #run()} would do: for each table how many rows would be inserted, updated and deleted. Changes
     * nothing.
     *
     * @throws io.dbguard.api.DbGuardException if the backup or the database cannot be read
     */
    public RestorePreview dryRun() {
        return new RestorePreviewJob(session.target(), session.repositoryToRead(), order()).run();
    }

    /**
     * Restores, and reads every restored table back before the result is made to last.
     *
     * @throws io.dbguard.api.DbGuardException if anything fails; the database is then as it was. What is promised when
     *     the process dies meanwhile is said by the database module.
     */
    public RestoreReport run() {
        return new RestoreJob(session.target(), session.repositoryToRead(), order()).run();
    }

    private RestoreOrder order() {
        BackupId id = new Catalogue(session.repositoryToRead()).find(backup);
        return new RestoreOrder(id, tables, safetyBackup);
    }
}

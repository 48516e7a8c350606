package io.dbguard;

import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.report.BackupReport;
import io.dbguard.internal.backup.BackupOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A backup that is about to be taken. By default it holds the whole database. Immutable: every method returns a new
 * request, so that one may be kept and varied.
 */
public final class BackupRequest {
    private final Session session;
    private final BackupOrder order;

    BackupRequest(Session session) {
        this(session, BackupOrder.everything("", BackupReason.MANUAL, session.leaveOutUnsupported()));
    }

    private BackupRequest(Session session, BackupOrder order) {
        this.session = session;
        this.order = order;
    }

    /**
     * Gives the backup a label, which becomes a part of its name.
     *
     * @param label up to 64 letters, digits, dots, underscores and hyphens
     */
    public BackupRequest label(String label) {
        return new BackupRequest(session, order.withLabel(label));
    }

    /**
     * Backs up only chosen schemas; may be called several times.
     *
     * @param names the schemas
     */
    public BackupRequest schemas(String... names) {
        Scope scope = order.scope();
        return scope(new Scope(joined(scope.schemas(), names), scope.tables(), scope.excluded()));
    }

    /**
     * Backs up only chosen tables and what they need; may be called several times.
     *
     * @param names the tables, with their schema where the name alone fits several
     */
    public BackupRequest tables(String... names) {
        Scope scope = order.scope();
        return scope(new Scope(scope.schemas(), joined(scope.tables(), names), scope.excluded()));
    }

    /**
     * Leaves tables out; may be called several times.
     *
     * @param names the tables, with their schema where the name alone fits several
     */
    public BackupRequest exclude(String... names) {
        Scope scope = order.scope();
        return scope(new Scope(scope.schemas(), scope.tables(), joined(scope.excluded(), names)));
    }

    /**
     * Leaves out what dbguard cannot back up, and warns. By default such an object makes the backup fail, because a
     * backup that lacks something must not look complete.
     */
    public BackupRequest leaveOutUnsupported() {
        return new BackupRequest(session, order.leavingOutUnsupported());
    }

    /**
     * Takes none if nothing has changed: when the newest backup of the database holds everything and is still all there
     * is, which costs a few queries to find out and reads no table. The report is then that of this backup. Where it
     * cannot be found out, as in H2, and for a backup with a label or of less than everything, a backup is taken.
     *
     * <p>If something has changed, only those parts of tables are read that have, as far as the database can tell; each part
     * is read every seven days in any case, and a change that nothing had shown is an alarm of the backup. The first backup
     * of this kind takes up to a quarter longer than one without.
     */
    public BackupRequest onlyIfChanged() {
        return new BackupRequest(session, order.onlyIfChanged());
    }

    /**
     * Takes the backup and waits for it. The application may go on writing meanwhile. Then brings the copies up to date;
     * one that cannot be reached does not make the backup fail, {@link BackupReport#copies()} tells.
     *
     * @throws io.dbguard.api.BusyException if another backup of this database, or a prune, took longer than {@link
     *     GuardBuilder#lockWait}
     * @throws io.dbguard.api.DbGuardException if the backup could not be taken; there is none then
     */
    public BackupReport run() {
        return session.backUp(order);
    }

    private BackupRequest scope(Scope scope) {
        return new BackupRequest(session, order.withScope(scope));
    }

    private static List<String> joined(List<String> before, String... more) {
        var all = new ArrayList<>(before);
        all.addAll(List.of(more));
        return all;
    }
}

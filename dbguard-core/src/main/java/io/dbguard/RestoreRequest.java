package io.dbguard;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.restore.OrphanTreatment;
import io.dbguard.api.restore.RestoreMode;
import io.dbguard.api.schema.Aspect;
import io.dbguard.api.schema.Part;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.merge.RowRules;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.restore.Caution;
import io.dbguard.internal.restore.RestoreJob;
import io.dbguard.internal.restore.RestoreOrder;
import io.dbguard.internal.restore.RestorePreviewJob;
import io.dbguard.spi.database.RoleTreatment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A restore that is about to happen. By default it brings back everything that the backup holds: a table becomes exactly
 * what it was, with its definition; what the backup does not know stays. Immutable: every method returns a new request.
 */
public final class RestoreRequest {
    private final Session session;
    private final String backup;
    private final RestoreOrder order;

    private RestoreRequest(Session session, String backup, RestoreOrder order) {
        this.session = session;
        this.backup = backup;
        this.order = order;
    }

    static RestoreRequest of(Session session, String backup) {
        return new RestoreRequest(session, backup, RestoreOrder.of(new BackupId(backup), List.of(), true));
    }

    /**
     * Restores only this table, with what belongs to it; may be called several times. A partitioned table comes with its
     * partitions.
     *
     * @param name the table, with its schema where the name alone fits several
     */
    public RestoreRequest table(String name) {
        return with(order.content(content -> content.withTables(added(content.tables(), name))));
    }

    /**
     * Restores only the tables of a group, with what belongs to them; may be called several times, and together with {@link #table}.
     * What the group is, this guard says or, if it does not know it, the backup.
     *
     * @param name as in {@link GuardBuilder#group}
     */
    public RestoreRequest group(String name) {
        return with(order.content(content -> content.withGroups(added(content.groups(), name))));
    }

    /**
     * Restores only this schema, with what it needs of others; may be called several times.
     *
     * @param name the schema
     */
    public RestoreRequest schema(String name) {
        return with(order.content(content -> content.withSchemas(added(content.schemas(), name))));
    }

    /**
     * Restores a schema, and only that, under another name; may be called several times. What the database has under the
     * old name is not touched. The bodies of functions are text to the database and go on naming the old schema.
     *
     * @param from the schema's name in the backup
     * @param to its name in the database, where there must be none of that name
     */
    public RestoreRequest intoSchema(String from, String to) {
        return with(order.names(names -> names.withSchemas(added(names.schemas(), from, to))));
    }

    /**
     * Goes without some of what the backup holds; may be called several times.
     *
     * @param aspects what
     */
    public RestoreRequest without(Aspect... aspects) {
        Set<Aspect> all = new HashSet<>(order.content().without());
        all.addAll(Arrays.asList(aspects));
        return with(order.content(content -> content.withoutAspects(all)));
    }

    /**
     * Restores only some parts. Rows alone go into tables that are there with the same columns; definitions alone never
     * replace a table, since its rows would be gone.
     *
     * @param parts at least one
     */
    public RestoreRequest only(Part... parts) {
        return with(order.content(content -> content.withParts(Set.of(parts))));
    }

    /**
     * Lets a role stand for another as owner, in privileges, policies and user mappings; may be called several times.
     *
     * @param from the role's name in the backup
     * @param to a role that the server has
     */
    public RestoreRequest mapRole(String from, String to) {
        RoleTreatment roles = order.names().roles();
        return with(order.names(
                names -> names.withRoles(new RoleTreatment(added(roles.mapped(), from, to), roles.createMissing()))));
    }

    /** Creates roles that the server does not have, without a password and without login. */
    public RestoreRequest createMissingRoles() {
        RoleTreatment roles = order.names().roles();
        return with(order.names(names -> names.withRoles(new RoleTreatment(roles.mapped(), true))));
    }

    /**
     * Says how rows come back into tables that are there. Default: {@link RestoreMode#REPLACE}.
     *
     * @param mode how
     */
    public RestoreRequest mode(RestoreMode mode) {
        return with(order.rows(rows -> rows.withMode(mode)));
    }

    /**
     * Says what becomes of rows whose parents are gone, where rows come back beside others. Default:
     * {@link OrphanTreatment#REFUSE}.
     *
     * @param treatment what
     */
    public RestoreRequest orphans(OrphanTreatment treatment) {
        return with(order.rows(rows -> rows.withOrphans(treatment)));
    }

    /**
     * Brings back only some rows of a table, which has to be among the chosen; for a mode in which tables keep what they have.
     *
     * @param table the table, with its schema where the name alone fits several
     * @param condition what may stand after WHERE in the database's SQL, of the table's own columns: {@code id = 42}
     */
    public RestoreRequest where(String table, String condition) {
        return with(order.rows(rows -> rows.withConditions(added(rows.conditions(), table, condition))));
    }

    /** Brings along rows of other tables that refer to those that were asked for, and so on; those that are there stay. */
    public RestoreRequest withChildren() {
        return with(order.rows(RowRules::withChildren));
    }

    /**
     * Says how many rows of each kind a dry run shows as examples. Default: 3, without what changes in them.
     *
     * @param most how many, 0 for none
     * @param values whether to show what the changed columns hold, now and in the backup
     */
    public RestoreRequest samples(int most, boolean values) {
        return with(order.rows(rows -> rows.withSamples(most, values)));
    }

    /**
     * Also replaces what another database holds than the one that the backup was taken of. Otherwise the restore refuses that,
     * as a likely mistake, such as staging's backup into production; into an empty database it goes in any case.
     */
    public RestoreRequest fromAnotherDatabase() {
        return with(order.caution(Caution::forAnotherDatabase));
    }

    /** Goes without the backup that is otherwise taken before anything that is there now is replaced. */
    public RestoreRequest withoutSafetyBackup() {
        return with(order.caution(Caution::withoutSafetyBackup));
    }

    /**
     * Restores on several connections, where the database has nothing of what is restored: faster, but not in one
     * transaction. Others see the tables while they fill, and cannot write into them. If it fails, what was created is
     * removed again; if the process dies, the next restore removes it, and until then there are no backups of the database.
     * Where the database has some of it already, or knows no better, the restore is one transaction all the same, and a
     * warning says so. Default: one connection.
     *
     * @param most how many work at once, 1 or more; one more is needed
     */
    public RestoreRequest connections(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("A restore needs at least one connection, not " + most);
        }
        return with(order.withConnections(most));
    }

    /**
     * Says what {@link #run()} would do: for each table how many rows would be inserted, updated and deleted. Changes
     * nothing.
     *
     * @throws io.dbguard.api.DbGuardException if the backup or the database cannot be read
     */
    public RestorePreview dryRun() {
        return session.reading("restore --dry-run")
                .during(() -> new RestorePreviewJob(session.target(), session.repositoryToRead(), ready()).run());
    }

    /**
     * Returns whether {@link #run()} would replace or drop anything that the database holds now; false for an empty
     * database. Compares the schemas and reads no row: a table that exists counts as replaced, whatever it holds. True
     * also where a restore was cut off: {@link #run()} first removes what that has left. Changes nothing.
     *
     * @throws io.dbguard.api.DbGuardException if the backup or the database cannot be read
     */
    public boolean replacesAnything() {
        return job(ready()).replacesAnything();
    }

    /**
     * Refuses if the backup came from another database than this one and this one holds rows, in whatever table, unless
     * {@link #fromAnotherDatabase()} was called. {@link #run()} does so by itself for the tables that it replaces; this is for
     * whoever restores into a new database that is to take the place of this one. Changes nothing.
     *
     * @throws io.dbguard.api.RequestException if so
     * @throws io.dbguard.api.DbGuardException if the backup or the database cannot be read
     */
    public void checkSameDatabase() {
        job(ready()).checkSameDatabase();
    }

    /**
     * Restores, and reads every restored table back before the result is made to last.
     *
     * @throws io.dbguard.api.DbGuardException if anything fails; the database is then as it was. What is promised when
     *     the process dies meanwhile is said by the database module.
     */
    public RestoreReport run() {
        return run(() -> {});
    }

    /**
     * Restores as {@link #run()} does, and takes a last step before anybody is told of it, such as giving the new database the
     * name of another. If that step fails, the listeners and the audit log hear of a restore that failed; what it has restored
     * by then stays.
     *
     * @param lastStep is called once, on this thread, when all is restored
     * @throws io.dbguard.api.DbGuardException if anything fails
     */
    public RestoreReport run(Runnable lastStep) {
        return session.reading("restore").during(() -> run(ready(), lastStep));
    }

    private RestoreReport run(RestoreOrder what, Runnable lastStep) {
        try {
            RestoreReport report = job(what).run();
            lastStep.run();
            session.events().tell(Happenings.restore(report));
            return report;
        } catch (RuntimeException e) {
            session.events().tell(Happenings.restoreFailed(what.backup(), e));
            throw e;
        }
    }

    private RestoreJob job(RestoreOrder what) {
        return new RestoreJob(session.target(), session.repositoryToRead(), this::safetyBackup, what);
    }

    private Manifest safetyBackup(BackupOrder safety) {
        return session.takeWhole(safety).manifest();
    }

    private RestoreOrder ready() {
        return order.withBackup(new Catalogue(session.repositoryToRead()).find(backup));
    }

    private RestoreRequest with(RestoreOrder changed) {
        return new RestoreRequest(session, backup, changed);
    }

    private static List<String> added(List<String> before, String one) {
        List<String> all = new ArrayList<>(before);
        all.add(one);
        return all;
    }

    private static Map<String, String> added(Map<String, String> before, String from, String to) {
        Map<String, String> all = new HashMap<>(before);
        all.put(from, to);
        return all;
    }
}

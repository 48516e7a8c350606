package io.dbguard;

import io.dbguard.api.RequestException;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.api.migration.RehearsalReport;
import io.dbguard.api.migration.ScratchRunner;
import io.dbguard.internal.Target;
import io.dbguard.internal.backup.WholeBackups;
import io.dbguard.internal.classify.Substitution;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.rehearsal.RehearsalJob;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.scratch.ScratchPlace;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A rehearsal that is about to happen: a backup is restored into an empty database, and there the migrations run that are
 * pending. The application's own database is not changed. Immutable: every method returns a new request.
 */
public final class RehearsalRequest {
    private final Session session;
    private final MigrationSource source;
    private final String backup;
    private final ScratchPlace copy;

    private RehearsalRequest(Session session, MigrationSource source, String backup, ScratchPlace copy) {
        this.session = session;
        this.source = source;
        this.backup = backup;
        this.copy = copy;
    }

    static RehearsalRequest of(Session session, MigrationSource source) {
        return new RehearsalRequest(session, source, "", ScratchPlace.OF_THE_MODULE);
    }

    /**
     * Makes the copy of this backup. Default: the newest of everything in this database.
     *
     * @param name the name, or the beginning of it if that is enough to tell it from others
     */
    public RehearsalRequest backup(String name) {
        return new RehearsalRequest(session, source, name, copy);
    }

    /**
     * Makes the copy here. Default: for H2 a database in memory; for PostgreSQL there is none, since that needs more than the
     * application's connections.
     *
     * @param empty an empty database of the same kind; what is in it afterwards is left to the caller
     */
    public RehearsalRequest on(DataSource empty) {
        return new RehearsalRequest(session, source, backup, ScratchPlace.in(empty));
    }

    /**
     * Runs the scripts as they stand there, statement by statement, and watches each: how long it takes, and on PostgreSQL which
     * locks it takes and which tables it writes anew.
     *
     * @throws RequestException if there is no empty database for the copy; nothing was changed
     * @throws io.dbguard.api.DbGuardException if the backup cannot be restored there
     */
    public RehearsalReport run() {
        return onCopy(target -> job(target).run(id()));
    }

    /**
     * Runs the migrations with the application's own runner.
     *
     * @param runner is called once, with the copy
     * @throws RequestException if there is no empty database for the copy; nothing was changed
     * @throws io.dbguard.api.DbGuardException if the backup cannot be restored there
     */
    public RehearsalReport run(ScratchRunner runner) {
        return onCopy(target -> job(target).run(id(), (pending, runs) -> runner.migrate(target.dataSource())));
    }

    private BackupId id() {
        Repository repository = session.repositoryToRead();
        return backup.isEmpty() || backup.equals("latest")
                ? new WholeBackups(repository).newestOf(session.target())
                : new Catalogue(repository).find(backup);
    }

    private RehearsalReport onCopy(Function<Target, RehearsalReport> rehearsal) {
        RehearsalReport report = session.reading("rehearsal")
                .during(() -> copy.with(session::target, scratch -> rehearsal.apply(session.target(scratch))));
        session.events()
                .tell(Happenings.of(
                        EventKind.REHEARSAL,
                        "",
                        report.backup().value(),
                        "rehearsed " + report.scripts().size() + " migrations on a copy, surprises: "
                                + report.surprises().size(),
                        Map.of(
                                "restoreMillis",
                                Long.toString(report.restored().toMillis()),
                                "migrateMillis",
                                Long.toString(report.migrated().toMillis()))));
        return report;
    }

    private RehearsalJob job(Target target) {
        Map<String, String> values = source.placeholders();
        var classifier = Classifier.forMigrations(target.provider().name(), source, target.dataSource());
        return new RehearsalJob(
                target,
                session.repositoryToRead(),
                source,
                classifier,
                script -> script.readable()
                        ? new MigrationScript(script.name(), Substitution.apply(script.sql(), values), script.frame())
                        : script);
    }
}

package io.dbguard;

import io.dbguard.api.check.CheckFailedException;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.CheckResult;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.internal.Target;
import io.dbguard.internal.check.CheckJob;
import io.dbguard.internal.check.CheckOrder;
import io.dbguard.internal.check.Expectation;
import io.dbguard.internal.check.Scene;
import io.dbguard.internal.deployment.GoodState;
import io.dbguard.internal.event.Happenings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A check before a deployment that is about to be made. It reads and changes nothing, neither in the database nor in the
 * repository but for a line in its audit log. What it looks at stands in {@code docs/check.md}. Immutable: every method
 * returns a new request.
 */
public final class CheckRequest {
    private static final Logger LOG = LoggerFactory.getLogger(CheckRequest.class);

    private final Session session;
    private final CheckOrder order;
    private final boolean forced;

    private CheckRequest(Session session, CheckOrder order, boolean forced) {
        this.session = session;
        this.order = order;
        this.forced = forced;
    }

    static CheckRequest of(Session session) {
        return new CheckRequest(session, CheckOrder.usual(session.leaveOutUnsupported(), session.critical()), false);
    }

    /**
     * Also judges those of the migrations that have not run yet, by the live data. Default: none.
     *
     * @param migrations knows all migrations of the application, such as {@link Migrations#in(String...)}
     */
    public CheckRequest migrations(MigrationSource migrations) {
        return with(order.withMigrations(migrations));
    }

    /**
     * Lets a dangerous migration be no failure. The code is the one that the failure named, see {@link
     * GuardedMigration#approve(String)}; the environment and files beside the scripts count as there.
     *
     * @param code such as {@code 3f9a1c22d0b4-12841}
     */
    public CheckRequest approve(String code) {
        return with(order.withApproval(code));
    }

    /**
     * Sets how old the newest backup of the database may be, counted from when it was last found to hold all that is there.
     * Default: 24 hours.
     *
     * @param age more than zero
     */
    public CheckRequest maxBackupAge(Duration age) {
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("The age must be more than zero, not " + age);
        }
        return with(order.withMaxBackupAge(age));
    }

    /**
     * Says that the database has rows; an empty one fails. By default it fails only if the repository has a backup with rows
     * of a database of that name. The table in which Flyway or Liquibase notes what it has run does not count.
     */
    public CheckRequest expectData() {
        return with(order.expecting(Expectation.DATA));
    }

    /** Says that the database has no rows, as before a first deployment; one that has some fails. */
    public CheckRequest expectEmpty() {
        return with(order.expecting(Expectation.EMPTY));
    }

    /**
     * Lets backups lie where they do not last, as on a developer's machine: a warning instead of a failure. By default every
     * check is one of production.
     */
    public CheckRequest allowTemporaryStorage() {
        return with(order.allowingTemporaryStorage());
    }

    /**
     * Says that whoever asks goes on in spite of failures. The report is the same, but the audit log has an override before
     * {@link #run()} returns, and {@link #remember()} notes what is so now. A check that passes is not affected.
     */
    public CheckRequest force() {
        return new CheckRequest(session, order, true);
    }

    /**
     * Makes the check.
     *
     * @return what was found; also that the database cannot be reached is a finding and no exception
     * @throws io.dbguard.api.RepositoryException with {@link #force()}, if the override cannot be written to the audit log
     */
    public CheckReport run() {
        return run(scene());
    }

    /**
     * Makes the check and, if it passes, notes critical variables and the identity of the database as the good state with
     * which the next deployment is compared.
     *
     * @return what was found
     * @throws io.dbguard.api.RepositoryException if the good state cannot be noted
     */
    public CheckReport remember() {
        Scene scene = scene();
        CheckReport report = run(scene);
        if (report.passed() || forced) {
            scene.databaseInfo()
                    .ifPresent(database -> new GoodState(
                                    session.repositoryToWrite().storage())
                            .note(database, order.critical(), scripts()));
        }
        return report;
    }

    /**
     * Makes the part of the check that has to be right before a migration.
     *
     * @throws CheckFailedException if something is not, and nobody forces it
     */
    void requireBeforeMigration() {
        Scene scene = scene();
        CheckReport report = CheckJob.beforeMigration(scene).run();
        report.results().stream()
                .filter(result -> result.status() == CheckResult.Status.WARN)
                .forEach(result -> LOG.warn("{}: {}", result.name(), result.words()));
        if (!report.passed()) {
            tell(report, scene);
            if (!forced) {
                throw new CheckFailedException(report);
            }
        }
    }

    private CheckReport run(Scene scene) {
        CheckReport report = new CheckJob(scene).run();
        tell(report, scene);
        return report;
    }

    private void tell(CheckReport report, Scene scene) {
        String database = scene.databaseInfo().map(DatabaseInfo::name).orElse("");
        if (scene.canBeLogged()) {
            session.events().tell(event(report, database));
        } else {
            session.events().tellListeners(event(report, database));
        }
        if (forced && !report.passed()) {
            session.events().tellFirst(override(report, database));
        }
    }

    private Scene scene() {
        return new Scene(
                order, session.dataSource(), session::target, this::classifier, session.places(), session.keys());
    }

    private Classifier classifier(Target target) {
        String provider = target.provider().name();
        return order.migrations()
                .map(source -> Classifier.forMigrations(provider, source, target.dataSource()))
                .orElseGet(() -> Classifier.forProvider(provider));
    }

    private List<MigrationScript> scripts() {
        return order.migrations().orElse(null) instanceof Migrations all ? all.scripts() : List.of();
    }

    private static GuardEvent event(CheckReport report, String database) {
        var details = report.results().stream()
                .collect(Collectors.toMap(
                        CheckResult::name,
                        result -> result.status() + ": " + result.words(),
                        (one, other) -> one,
                        LinkedHashMap::new));
        return report.passed()
                ? Happenings.of(EventKind.CHECK, database, "", "checked before a deployment: nothing failed", details)
                : Happenings.of(
                        EventKind.CHECK_FAILED,
                        database,
                        "",
                        "checked before a deployment, and this failed: " + names(report),
                        details);
    }

    private static GuardEvent override(CheckReport report, String database) {
        return Happenings.of(
                EventKind.OVERRIDE,
                database,
                "check",
                "went on although the check before a deployment failed: " + names(report),
                Map.of());
    }

    private static String names(CheckReport report) {
        return report.failures().stream().map(CheckResult::name).collect(Collectors.joining(", "));
    }

    private CheckRequest with(CheckOrder changed) {
        return new CheckRequest(session, changed, forced);
    }
}

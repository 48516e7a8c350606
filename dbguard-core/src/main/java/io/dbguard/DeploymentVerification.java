package io.dbguard;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.DeploymentReport;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.deployment.DeploymentJob;
import io.dbguard.internal.deployment.GoodState;
import io.dbguard.internal.deployment.HealthCheck;
import io.dbguard.internal.deployment.Invariant;
import io.dbguard.internal.deployment.VerificationOrder;
import io.dbguard.internal.event.Happenings;
import io.dbguard.spi.database.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * A look at what a deployment has left, that is about to be taken. It changes nothing in the database. Immutable: every method
 * returns a new one.
 */
public final class DeploymentVerification {
    private final Session session;
    private final VerificationOrder order;

    private DeploymentVerification(Session session, VerificationOrder order) {
        this.session = session;
        this.order = order;
    }

    static DeploymentVerification of(Session session) {
        return new DeploymentVerification(session, new VerificationOrder("", List.of(), List.of(), List.of()));
    }

    /**
     * Holds the database against this backup. Default: the newest that a guarded migration took.
     *
     * @param backup the name, or the beginning of it if that is enough to tell it from others
     */
    public DeploymentVerification against(String backup) {
        return with(new VerificationOrder(backup, order.expected(), order.invariants(), order.health()));
    }

    /**
     * Holds the database against this backup.
     *
     * @param backup the name
     */
    public DeploymentVerification against(BackupId backup) {
        return against(backup.value());
    }

    /**
     * Says that these tables were to change. What a guarded migration announced is known.
     *
     * @param tables their names, with or without the schema
     */
    public DeploymentVerification expecting(String... tables) {
        List<String> all = new ArrayList<>(order.expected());
        all.addAll(List.of(tables));
        return with(new VerificationOrder(order.backup(), all, order.invariants(), order.health()));
    }

    /**
     * Says that a query must return nothing, such as one for orders without a customer. What it returns is never told.
     *
     * @param name what it is called
     * @param sql the query
     */
    public DeploymentVerification invariant(String name, String sql) {
        return invariant(new Invariant(name, sql, Optional.empty()));
    }

    /**
     * Says that a query must return this one value, read as text. What it returns instead is never told.
     *
     * @param name what it is called
     * @param sql the query
     * @param expected the value
     */
    public DeploymentVerification invariant(String name, String sql, String expected) {
        return invariant(new Invariant(name, sql, Optional.of(expected)));
    }

    private DeploymentVerification invariant(Invariant one) {
        List<Invariant> all = new ArrayList<>(order.invariants());
        all.add(one);
        return with(new VerificationOrder(order.backup(), order.expected(), all, order.health()));
    }

    /**
     * Asks the application itself.
     *
     * @param name what is asked
     * @param answer returns whether all is well; what it throws counts as no
     */
    public DeploymentVerification healthy(String name, Callable<Boolean> answer) {
        List<HealthCheck> all = new ArrayList<>(order.health());
        all.add(new HealthCheck(name, answer));
        return with(new VerificationOrder(order.backup(), order.expected(), order.invariants(), all));
    }

    /**
     * Looks. Rows that are gone although nothing announced it fail; a deployment in which nothing fails is noted as a good one,
     * with which {@link Guard#check()} compares the next.
     *
     * @throws io.dbguard.api.RequestException if there is no backup to hold the database against
     * @throws io.dbguard.api.DbGuardException if the database or the backup cannot be read
     */
    public DeploymentReport run() {
        DeploymentReport report = session.reading("verify-deployment")
                .during(() -> new DeploymentJob(session.target(), session.repositoryToRead(), order).run());
        String failures = report.failures().stream().map(CheckResult::words).collect(Collectors.joining("; "));
        session.events()
                .tell(Happenings.of(
                        report.good() ? EventKind.DEPLOYMENT : EventKind.DEPLOYMENT_FAILED,
                        "",
                        report.aftermath().backup().value(),
                        report.good() ? "the deployment is good" : "the deployment is not good: " + failures,
                        Map.of()));
        if (report.good()) {
            noteGoodState();
        }
        return report;
    }

    private void noteGoodState() {
        var target = session.target();
        try (Snapshot snapshot = target.openSnapshot()) {
            new GoodState(session.repositoryToWrite().storage())
                    .note(snapshot.database(), session.critical(), List.of());
        }
    }

    private DeploymentVerification with(VerificationOrder changed) {
        return new DeploymentVerification(session, changed);
    }
}

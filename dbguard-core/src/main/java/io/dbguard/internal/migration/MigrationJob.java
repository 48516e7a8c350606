package io.dbguard.internal.migration;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationClassifier;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.internal.Target;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Turn;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes before a migration. The steps, of which the first that fails is the last: find what is pending, wait for other
 * instances and look again, judge it with the live data, look at all else that has to be right, back up and verify the backup, refuse what is dangerous and not
 * approved. What comes after it is in what this returns.
 */
public final class MigrationJob {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationJob.class);

    private final Workplace workplace;
    private final Target target;
    private final MigrationClassifier classifier;
    private final MigrationOrder order;

    /**
     * Creates a job.
     *
     * @param workplace what to work with
     * @param classifier judges the scripts
     * @param order what is wanted
     */
    public MigrationJob(Workplace workplace, MigrationClassifier classifier, MigrationOrder order) {
        this.workplace = workplace;
        this.target = workplace.target();
        this.classifier = classifier;
        this.order = order;
    }

    /** Does all that has to be done before the scripts may run. Whoever calls this closes what it returns. */
    public Begun begin() {
        Instant arrived = Instant.now();
        if (pending().isEmpty()) {
            return new NothingPending(() -> {});
        }
        Turn turn = new OneAtATime(target, workplace.repository(), order.patience()).take();
        LOG.debug("The turn to migrate is {}", turn.claim());
        boolean begun = false;
        try {
            List<MigrationScript> pending = pending();
            Begun migration = pending.isEmpty() ? new NothingPending(turn::close) : permitted(pending, arrived, turn);
            begun = true;
            return migration;
        } finally {
            if (!begun) {
                turn.close();
            }
        }
    }

    private List<MigrationScript> pending() {
        return order.source().pending(target.dataSource());
    }

    private Permitted permitted(List<MigrationScript> pending, Instant arrived, Turn turn) {
        Assessment assessment = classifier.classify(pending);
        assessment.findings().forEach(finding -> LOG.warn("{}", finding));
        if (order.checked()) {
            workplace.preflight().run();
        }
        Now now = now();
        var approvals =
                Approvals.of(order.approvals(), System::getenv, order.source().approvals());
        var permission = new Permission(
                pending,
                assessment,
                ApprovalCode.of(pending, order.source().placeholders(), now.schema, assessment),
                approvals,
                order.force());
        var backups = new SafetyBackup(workplace);
        // What is not going to run needs no backup newer than the one that somebody took meanwhile.
        Manifest before = permission.granted() ? backups.current() : backups.since(arrived, now.database);
        permission.require(before, workplace.events());
        turn.confirm();
        return new Permitted(pending, assessment, permission.approval(), before, turn, workplace, order.recovery());
    }

    private record Now(DatabaseInfo database, List<SchemaObject> schema) {}

    private Now now() {
        try (Snapshot snapshot = target.openSnapshot()) {
            return new Now(snapshot.database(), snapshot.schema().objects());
        }
    }
}

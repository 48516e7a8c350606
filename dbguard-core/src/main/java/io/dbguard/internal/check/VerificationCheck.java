package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.report.BackupSummary;
import java.util.Optional;

/** The newest backup was read and found intact. */
final class VerificationCheck implements Check {

    @Override
    public String name() {
        return "verification";
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public CheckResult look(Scene scene) {
        Optional<BackupSummary> newest = BackupCheck.newest(scene);
        if (newest.isEmpty()) {
            return pass("there is no backup to verify");
        }
        BackupSummary backup = newest.get();
        String id = "the newest backup, " + backup.header().id() + ", ";
        if (backup.damagedAt().isPresent()) {
            return fail(
                    id + "was found damaged " + Numbers.age(backup.damagedAt().get()) + " ago",
                    "take another one; 'dbguard repair' mends this one where there is a copy");
        }
        return backup.verifiedAt()
                .map(time -> pass(id + "was found intact " + Numbers.age(time) + " ago"))
                .orElseGet(() -> warn(id + "was never verified", "'dbguard verify latest' reads it from end to end"));
    }
}

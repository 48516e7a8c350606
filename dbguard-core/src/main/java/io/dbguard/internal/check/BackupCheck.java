package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.internal.repository.BackupTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** There is a backup of this database that is recent enough. */
final class BackupCheck implements Check {
    private static final String TAKE_ONE = "take one, with 'dbguard backup'";

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public CheckResult look(Scene scene) {
        return newest(scene).map(backup -> judge(scene, backup)).orElseGet(() -> none(scene));
    }

    /** Of a database that cannot be read, any backup has to do. */
    static Optional<BackupSummary> newest(Scene scene) {
        Backups backups = scene.backups();
        return scene.databaseInfo().map(backups::newestOf).orElseGet(backups::newestOfAny);
    }

    private CheckResult none(Scene scene) {
        String words = "there is no backup of this database in " + scene.place().describe();
        boolean empty = scene.database().value().filter(LiveDatabase::isEmpty).isPresent();
        return empty ? warn(words + "; it has no rows yet", TAKE_ONE) : fail(words, TAKE_ONE);
    }

    private CheckResult judge(Scene scene, BackupSummary backup) {
        Instant time = backup.header().time();
        // Where nothing has changed since, an old backup is as good as a new one.
        Instant current = backup.currentAt().filter(time::isBefore).orElse(time);
        Duration age = Duration.between(current, Instant.now());
        String words = "the newest backup is " + backup.header().id() + " in "
                + scene.place().describe() + ", " + Numbers.age(time) + " old"
                + (current.equals(time) ? "" : ", and nothing had changed " + Numbers.age(current) + " ago");
        if (BackupTimes.isFromTheFuture(current, Instant.now())) {
            return fail(
                    words + ", but that time is still to come: nobody knows how old it is",
                    "check the clocks, and " + TAKE_ONE);
        }
        if (age.compareTo(scene.order().maxBackupAge()) > 0) {
            return fail(
                    words + "; it may be no older than "
                            + Numbers.length(scene.order().maxBackupAge()),
                    TAKE_ONE);
        }
        List<String> alarms = backup.header().alarms();
        return alarms.isEmpty()
                ? pass(words)
                : warn(
                        words + "; it says: " + Numbers.list(alarms),
                        "see whether that was meant; earlier backups have the rows");
    }
}

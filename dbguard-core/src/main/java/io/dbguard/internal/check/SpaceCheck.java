package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.spi.database.Survey;
import java.util.Optional;
import java.util.OptionalLong;

/** There is room for another backup, even if it shares nothing with earlier ones and does not shrink. */
final class SpaceCheck implements Check {
    private static final String NEXT =
            "free some space there, or choose another place; 'dbguard prune' removes old backups";

    @Override
    public String name() {
        return "space";
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public CheckResult look(Scene scene) {
        OptionalLong free = scene.place().freeBytes();
        if (free.isEmpty()) {
            return pass(scene.place().describe() + " knows no bound");
        }
        long needed = expected(scene);
        String words = Numbers.megabytes(free.getAsLong()) + " are free in "
                + scene.place().describe();
        if (needed == 0) {
            return pass(words);
        }
        words += ", and a backup holds " + Numbers.megabytes(needed) + " before it is compressed";
        return free.getAsLong() < needed
                ? fail(words, NEXT)
                : free.getAsLong() < 2 * needed ? warn(words, NEXT) : pass(words);
    }

    private static long expected(Scene scene) {
        Optional<Long> last = scene.databaseInfo()
                .flatMap(database -> scene.backups().newestOf(database))
                .map(BackupSummary::rawBytes);
        return last.orElseGet(() -> scene.database()
                .value()
                .flatMap(LiveDatabase::survey)
                .map(Survey::bytes)
                .orElse(0L));
    }
}

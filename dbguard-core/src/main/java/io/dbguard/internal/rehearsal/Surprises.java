package io.dbguard.internal.rehearsal;

import io.dbguard.api.migration.Aftermath;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Axis;
import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.ObservedLock;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.StatementAssessment;
import io.dbguard.api.migration.StatementRun;
import io.dbguard.api.migration.TableEffect;
import io.dbguard.api.migration.TableLock;
import io.dbguard.api.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What happened on the copy and was not foreseen. */
final class Surprises {
    private final Assessment assessment;
    private final List<String> found = new ArrayList<>();

    Surprises(Assessment assessment) {
        this.assessment = assessment;
    }

    List<String> in(List<StatementRun> runs, Aftermath aftermath, String failure) {
        if (!failure.isEmpty()) {
            found.add(failure);
        }
        aftermath.unexpected().forEach(effect -> found.add(effect + ", though no script names it"));
        aftermath.losses().stream()
                .filter(loss -> !loss.unexpected() && !lossForeseen(loss.table()))
                .map(TableEffect::toString)
                .forEach(loss -> found.add(loss + ", and nothing had been said against it"));
        aftermath.sequences().forEach(effect -> found.add(effect + ", so that it hands out those numbers again"));
        runs.forEach(this::compare);
        return found;
    }

    private boolean lossForeseen(TableName table) {
        return statements()
                .filter(statement -> statement.findings().stream()
                        .anyMatch(finding -> finding.axis() == Axis.DATA_LOSS && finding.risk() != Risk.NONE))
                .anyMatch(statement -> statement.objects().stream().anyMatch(object -> means(object.name(), table)));
    }

    private void compare(StatementRun run) {
        Optional<StatementAssessment> foreseen = assessment.scripts().stream()
                .filter(script -> script.script().equals(run.script()))
                .flatMap(script -> script.statements().stream())
                .filter(statement -> statement.firstLine() == run.line())
                .findFirst();
        foreseen.ifPresent(statement -> {
            run.locks().stream()
                    .filter(lock -> lock.mode().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) > 0)
                    .filter(lock -> statement.locks().stream().noneMatch(said -> covers(said, lock)))
                    .forEach(lock -> found.add(where(run) + " took " + lock));
            run.rewritten().stream()
                    .filter(table -> statement.locks().stream()
                            .noneMatch(said -> said.work() == TableLock.Work.REWRITE && means(said.table(), table)))
                    .filter(table -> !lossForeseen(table))
                    .forEach(table -> found.add(where(run) + " wrote " + table + " anew"));
        });
    }

    private static boolean covers(TableLock said, ObservedLock seen) {
        return means(said.table(), seen.table()) && said.mode().compareTo(seen.mode()) >= 0;
    }

    private static String where(StatementRun run) {
        return run.script() + ":" + run.line() + " (" + run.head() + ")";
    }

    private Stream<StatementAssessment> statements() {
        return assessment.scripts().stream().flatMap(script -> script.statements().stream());
    }

    private static boolean means(String said, TableName table) {
        String name = said.replace("\"", "").toLowerCase(Locale.ROOT);
        String own = table.table().toLowerCase(Locale.ROOT);
        return name.equals(own) || name.equals(table.schema().toLowerCase(Locale.ROOT) + "." + own);
    }
}

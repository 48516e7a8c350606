package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.report.CopyState;
import io.dbguard.internal.place.CopyRecords;
import io.dbguard.internal.storage.OnFileSystem;
import java.util.List;

/** Backups are also somewhere else, and up to date there; and how many are kept. */
final class CopiesCheck implements Check {

    @Override
    public String name() {
        return "copies";
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public CheckResult look(Scene scene) {
        String kept = Numbers.count(scene.backups().count(), "backup") + " kept in "
                + scene.place().describe();
        List<CopyState> copies = new CopyRecords(scene.place()).known();
        List<String> lagging = copies.stream()
                .filter(copy -> !copy.upToDate())
                .map(CopiesCheck::lag)
                .toList();
        if (!lagging.isEmpty()) {
            return warn(kept + "; " + Numbers.list(lagging), "'dbguard copy' brings copies up to date");
        }
        if (!copies.isEmpty()) {
            return pass(kept + ", " + (copies.size() == 1 ? "a copy" : copies.size() + " copies") + " up to date");
        }
        return scene.place() instanceof OnFileSystem
                ? warn(kept + " and nowhere else", "keep a copy on another machine, with 'copyTo' or 'dbguard copy'")
                : pass(kept);
    }

    private static String lag(CopyState copy) {
        return copy.place() + " lacks " + Numbers.count(copy.lacking().size(), "backup")
                + (copy.problem().isEmpty() ? "" : " (" + copy.problem() + ")");
    }
}

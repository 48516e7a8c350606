package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.schema.TableName;
import io.dbguard.spi.database.Survey.Rows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The database has rows where it should, and none where it should not. */
final class DataCheck implements Check {
    private static final String NEXT_IF_EMPTY =
            "find out whether this is the right database; 'dbguard restore' brings rows back";

    @Override
    public String name() {
        return "data";
    }

    @Override
    public CheckResult look(Scene scene) {
        LiveDatabase database = scene.database().get();
        if (database.survey().isEmpty()) {
            return warn("rows cannot be counted: the module for this database does not tell", "count them yourself");
        }
        return switch (scene.order().expectation()) {
            case EMPTY -> expectNone(database);
            case DATA ->
                database.isEmpty() ? fail("the database has no rows", NEXT_IF_EMPTY) : compare(scene, database);
            case AS_BEFORE -> compare(scene, database);
        };
    }

    private CheckResult expectNone(LiveDatabase database) {
        return database.rows() > 0
                ? fail(
                        "the database has " + rows(database) + ", and it was to be empty",
                        "find out whose rows these are before anything is written")
                : pass("the database is empty, as expected");
    }

    private CheckResult compare(Scene scene, LiveDatabase database) {
        Optional<BackupSummary> before = scene.backups().newestWithRows(database);
        if (before.isEmpty()) {
            return pass("the database has " + rows(database) + "; there is no backup with rows to compare that with");
        }
        BackupSummary backup = before.get();
        String held = backup.header().id() + ", " + Numbers.age(backup.header().time()) + " old, has "
                + Numbers.count(scene.backups().rows(backup, database), "row");
        if (database.isEmpty()) {
            return fail("the database has no rows, and the backup " + held, NEXT_IF_EMPTY);
        }
        List<TableName> lost = scene.backups()
                .tables(backup)
                .map(tables -> emptied(tables, database))
                .orElse(List.of());
        return lost.isEmpty()
                ? pass("the database has " + rows(database) + ", the backup " + held)
                : warn(
                        "without rows, or gone, since the backup "
                                + backup.header().id() + ": " + Numbers.list(lost),
                        "see whether that was meant; 'dbguard restore --table NAME --dry-run' shows what is missing");
    }

    private static List<TableName> emptied(List<TableContent> before, LiveDatabase database) {
        Map<TableName, Long> counted = database.survey().stream()
                .flatMap(survey -> survey.tables().stream())
                .collect(Collectors.toMap(Rows::table, Rows::count));
        Set<TableName> present =
                database.schema().tables().stream().map(table -> table.name()).collect(Collectors.toSet());
        return before.stream()
                .filter(content -> content.rows() > 0)
                .map(content -> content.table().name())
                // Of one that is there and may not be read nothing is known.
                .filter(name -> counted.getOrDefault(name, present.contains(name) ? 1L : 0L) == 0)
                .toList();
    }

    private static String rows(LiveDatabase database) {
        boolean exact = database.survey().stream()
                .flatMap(survey -> survey.tables().stream())
                .allMatch(Rows::exact);
        return (exact ? "" : "about ") + Numbers.count(database.rows(), "row");
    }
}

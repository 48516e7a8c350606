package io.dbguard.internal.check;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.Target;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Survey;
import io.dbguard.spi.database.Survey.Rows;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the database is like now.
 *
 * @param info which it is
 * @param schema what it is made of
 * @param survey what may be read and how much there is, empty if its module does not tell
 */
record LiveDatabase(DatabaseInfo info, Schema schema, Optional<Survey> survey) {
    /** These have rows as soon as there has been a deployment, whatever became of the data. */
    private static final Set<String> HISTORIES =
            Set.of("flyway_schema_history", "databasechangelog", "databasechangeloglock");

    static LiveDatabase read(Target target) {
        try (Snapshot snapshot = target.openSnapshot()) {
            return new LiveDatabase(snapshot.database(), snapshot.schema(), snapshot.survey());
        }
    }

    /** Returns whether a table belongs to whoever runs migrations. */
    static boolean isHistory(TableName table) {
        return HISTORIES.contains(table.table().toLowerCase(Locale.ROOT));
    }

    /** Returns the number of rows without those of migration histories, as far as they may be read. */
    long rows() {
        return rows(table -> !isHistory(table));
    }

    /** Returns the number of rows of migration histories. */
    long historyRows() {
        return rows(LiveDatabase::isHistory);
    }

    private long rows(Predicate<TableName> which) {
        return survey.stream()
                .flatMap(found -> found.tables().stream())
                .filter(rows -> which.test(rows.table()))
                .mapToLong(Rows::count)
                .sum();
    }

    /** Returns whether the database has no row, and that is certain. */
    boolean isEmpty() {
        return survey.isPresent() && survey.get().obstacles().isEmpty() && rows() == 0;
    }
}

package io.dbguard.internal.evidence;

import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Risk;
import io.dbguard.internal.rule.Found;
import io.dbguard.internal.rule.Subject;
import io.dbguard.internal.rule.Witness.Weighed;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What is dropped and not there before the scripts: nothing is lost with it that anybody has. */
final class Absence {
    private final LiveNames names;

    Absence(LiveNames names) {
        this.names = names;
    }

    /** Weighs a finding about what is in no schema, empty if it is in one. */
    Optional<Weighed> weigh(Found found) throws SQLException {
        Subject subject = found.subject();
        return switch (found.rule().id()) {
            case "drop-table", "drop-constraint-cascade" -> table(subject.get("table"));
            case "drop-column", "drop-column-cascade" -> column(subject.get("table"), subject.get("column"));
            case "drop-cascade" -> subject.get("kind").equals("TABLE") ? table(subject.get("name")) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Weighed> table(String table) throws SQLException {
        return table.isEmpty() || !names.isNowhere(table) ? Optional.empty() : nothing("there is no such table yet");
    }

    private Optional<Weighed> column(String table, String column) throws SQLException {
        Optional<Weighed> absent = table(table);
        if (absent.isPresent() || column.contains(",") || names.namesakes(table).isEmpty()) {
            return absent;
        }
        return names.hasColumn(table, column) ? Optional.empty() : nothing("there is no such column yet");
    }

    private static Optional<Weighed> nothing(String words) {
        return Optional.of(new Weighed(Risk.LOW, new Evidence(words, 0, true, List.of())));
    }
}

package io.dbguard.internal.backup;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether rows may have been lost since the last comparable backup. It is said at once, since the backups that
 * still have the rows will not be kept for ever. It does not make the backup fail: whoever deleted on purpose needs one too.
 */
final class ShrinkAlarms {
    /** Tables that were smaller than this empty and fill all the time. */
    private static final long SMALLEST = 100;

    private ShrinkAlarms() {}

    static List<String> of(Optional<LastComparable> last, List<TableContent> tables) {
        return last.map(before -> compare(before, tables)).orElse(List.of());
    }

    private static List<String> compare(LastComparable before, List<TableContent> tables) {
        long rows = tables.stream().mapToLong(TableContent::rows).sum();
        if (before.rows() > 0 && rows == 0) {
            return List.of(alarm("the backup holds no rows; " + before.id() + " held " + number(before.rows())));
        }
        if (before.tables().isPresent()) {
            return compare(before.id(), before.tables().get(), tables);
        }
        return isAlarming(before.rows(), rows)
                ? List.of(alarm("the backup holds " + number(rows) + " rows; " + before.id() + " held "
                        + number(before.rows())))
                : List.of();
    }

    private static List<String> compare(BackupId id, List<TableContent> before, List<TableContent> tables) {
        Map<TableName, Long> now = tables.stream()
                .collect(Collectors.toMap(content -> content.table().name(), TableContent::rows));
        List<String> alarms = new ArrayList<>();
        for (TableContent content : before) {
            TableName name = content.table().name();
            Long rows = now.get(name);
            if (isAlarming(content.rows(), rows)) {
                alarms.add(alarm("table " + name + (rows == null ? " is gone" : " has " + number(rows) + " rows") + "; "
                        + id + " had " + number(content.rows()) + " rows of it"));
            }
        }
        return alarms;
    }

    private static boolean isAlarming(long before, @Nullable Long now) {
        return now == null ? before > 0 : before > SMALLEST && now < before - before / 2;
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String alarm(String text) {
        return BackupHeader.SHRUNK + text;
    }
}

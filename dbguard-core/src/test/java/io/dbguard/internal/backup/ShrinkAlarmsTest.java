package io.dbguard.internal.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.Fingerprint;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.place.TestBackups;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShrinkAlarmsTest {

    private static TableContent table(String name, long rows) {
        var table =
                new Table(new TableName("public", name), new ObjectId("table", "public", name), List.of(), List.of());
        return new TableContent(table, rows, new Fingerprint("0".repeat(32)), List.of());
    }

    private static List<String> alarms(List<TableContent> before, TableContent... now) {
        return ShrinkAlarms.of(Optional.of(last(before, Optional.of(before))), Arrays.asList(now));
    }

    private static LastComparable last(List<TableContent> before, Optional<List<TableContent>> readable) {
        long rows = before.stream().mapToLong(TableContent::rows).sum();
        return new LastComparable(TestBackups.id(1), rows, readable);
    }

    @Test
    void whereTheLastOneIsSealedItsTotalIsCompared() {
        LastComparable sealed = last(List.of(table("a", 1000)), Optional.empty());
        assertThat(ShrinkAlarms.of(Optional.of(sealed), List.of(table("b", 499))))
                .singleElement()
                .asString()
                .startsWith(BackupHeader.SHRUNK)
                .contains("holds 499 rows", "1,000");
        assertThat(ShrinkAlarms.of(Optional.of(sealed), List.of(table("b", 500))))
                .isEmpty();
        assertThat(ShrinkAlarms.of(Optional.of(sealed), List.of())).hasSize(1);
    }

    @Test
    void theFirstBackupRaisesNone() {
        assertThat(ShrinkAlarms.of(Optional.empty(), List.of())).isEmpty();
    }

    @Test
    void aBackupWithoutRowsAfterOneWithRowsIsAnAlarm() {
        assertThat(alarms(List.of(table("a", 3)), table("a", 0)))
                .singleElement()
                .asString()
                .startsWith(BackupHeader.SHRUNK)
                .contains("holds no rows", TestBackups.id(1).value(), "3");
        assertThat(alarms(List.of(table("a", 3)))).hasSize(1);
        assertThat(alarms(List.of(table("a", 0)), table("a", 0))).isEmpty();
    }

    @Test
    void aTableThatLostMostRowsIsAnAlarm() {
        assertThat(alarms(List.of(table("a", 1000), table("b", 5)), table("a", 499), table("b", 5)))
                .singleElement()
                .asString()
                .contains("public.a has 499 rows", "1,000");
        assertThat(alarms(List.of(table("a", 1000)), table("a", 500))).isEmpty();
    }

    @Test
    void aSmallTableMayEmpty() {
        assertThat(alarms(List.of(table("a", 100), table("b", 5)), table("a", 0), table("b", 5)))
                .isEmpty();
        assertThat(alarms(List.of(table("a", 101), table("b", 5)), table("a", 0), table("b", 5)))
                .hasSize(1);
    }

    @Test
    void aTableThatIsGoneWithItsRowsIsAnAlarm() {
        assertThat(alarms(List.of(table("a", 1), table("b", 5), table("c", 0)), table("b", 5)))
                .singleElement()
                .asString()
                .contains("public.a is gone");
    }
}

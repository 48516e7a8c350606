package io.dbguard.cli.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.BackupSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose alarms count. */
class StatusReportTest {
    private static final String ALARM = BackupHeader.SHRUNK + "table t is gone";

    private final Instant now = Instant.now();

    private BackupSummary backup(int days, String identity, String... warnings) {
        Instant time = now.plus(Duration.ofDays(days));
        var header = new BackupHeader(
                new BackupId(time.toString().replace(':', '-')),
                Optional.empty(),
                time,
                "",
                BackupReason.MANUAL,
                "0",
                new DatabaseInfo("postgresql", "18", "shop", identity),
                Scope.EVERYTHING,
                Duration.ofSeconds(1),
                List.of(warnings));
        return new BackupSummary(
                header, 1, 1, 1, 1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Backups are listed oldest first. */
    private static boolean isAlarming(BackupSummary... backups) {
        var listing = new BackupListing(Arrays.asList(backups), List.of());
        return !new StatusReport("here", listing, 1, List.of(), Optional.empty()).isGood();
    }

    @Test
    void ofADatabaseThatWasCreatedAnewOnlyTheNewOneCounts() {
        assertThat(isAlarming(backup(-2, "server/1", ALARM), backup(-1, "server/2")))
                .isFalse();
        assertThat(isAlarming(backup(-2, "server/1"), backup(-1, "server/2", ALARM)))
                .isTrue();
    }

    @Test
    void aNamesakeOnAnotherServerHidesNothing() {
        assertThat(isAlarming(backup(-2, "server/1", ALARM), backup(-1, "other/1")))
                .isTrue();
    }

    @Test
    void aDayWithAWrongClockHidesNoAlarm() {
        assertThat(isAlarming(backup(-1, "server/1", ALARM), backup(30, "server/1")))
                .isTrue();
        assertThat(isAlarming(backup(-1, "server/1"), backup(30, "server/1", ALARM)))
                .isFalse();
        assertThat(isAlarming(backup(30, "server/1", ALARM))).isTrue();
    }
}

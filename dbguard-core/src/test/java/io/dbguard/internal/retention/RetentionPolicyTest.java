package io.dbguard.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.retention.Decision;
import io.dbguard.api.retention.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetentionPolicyTest {
    private static final Instant NOW = Instant.parse("2026-12-31T00:00:00Z");

    private static Map<String, String> decide(Retention retention, Candidate... backups) {
        return new RetentionPolicy(retention, NOW, id -> true)
                .decide(List.of(backups)).stream()
                        .collect(Collectors.toMap(d -> d.backup().id().value(), Decision::toString));
    }

    private static Candidate[] daily(int days) {
        return Stream.iterate(Instant.parse("2026-11-01T12:00:00Z"), t -> t.plus(Duration.ofDays(1)))
                .limit(days)
                .map(t -> Backups.of(t.toString()))
                .toArray(Candidate[]::new);
    }

    @Test
    void theLastOnesAreKeptAndTheReasonIsSaid() {
        assertThat(decide(Retention.last(2), daily(4)))
                .containsEntry("2026-11-04T12-00-00Z", "kept: newest, newest intact, last 2")
                .containsEntry("2026-11-03T12-00-00Z", "kept: last 2")
                .containsEntry("2026-11-02T12-00-00Z", "removed: beyond last 2")
                .containsEntry("2026-11-01T12-00-00Z", "removed: beyond last 2");
    }

    @Test
    void ofEachDayTheLastOneIsKeptAndDaysAreThoseOfUtc() {
        Map<String, String> decisions = decide(
                Retention.last(0).daily(2),
                Backups.of("2026-11-18T23:59:59Z"),
                Backups.of("2026-11-19T00:00:00Z"),
                Backups.of("2026-11-19T23:59:59Z"),
                Backups.of("2026-11-20T00:00:00Z"));
        assertThat(decisions)
                .containsEntry("2026-11-20T00-00-00Z", "kept: newest, newest intact, daily 2026-11-20")
                .containsEntry("2026-11-19T23-59-59Z", "kept: daily 2026-11-19")
                .containsEntry("2026-11-19T00-00-00Z", "removed: beyond daily 2")
                .containsEntry("2026-11-18T23-59-59Z", "removed: beyond daily 2");
    }

    @Test
    void daysWithoutABackupDoNotCount() {
        assertThat(decide(
                        Retention.last(0).daily(2),
                        Backups.of("2026-01-01T00:00:00Z"),
                        Backups.of("2026-11-20T00:00:00Z")))
                .containsEntry("2026-01-01T00-00-00Z", "kept: daily 2026-01-01");
    }

    @Test
    void weeksBeginOnMondayAndBelongToTheYearOfTheirThursday() {
        assertThat(Period.WEEKLY.of(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo("2026-W01");
        assertThat(Period.WEEKLY.of(Instant.parse("2025-12-29T00:00:00Z"))).isEqualTo("2026-W01");
        assertThat(Period.WEEKLY.of(Instant.parse("2025-12-28T23:59:59Z"))).isEqualTo("2025-W52");
        assertThat(Period.WEEKLY.of(Instant.parse("2027-01-03T23:59:59Z"))).isEqualTo("2026-W53");
        assertThat(Period.HOURLY.of(Instant.parse("2026-01-01T13:59:59Z"))).isEqualTo("2026-01-01 13h");
    }

    @Test
    void withinCountsBackFromTheNewestBackupAndNotFromToday() {
        assertThat(decide(Retention.last(0).within(Duration.ofDays(1)), daily(3)))
                .containsEntry("2026-11-02T12-00-00Z", "kept: within 1 day")
                .containsEntry("2026-11-01T12-00-00Z", "removed: beyond within 1 day");
    }

    @Test
    void theNewestIntactOneIsKeptWhereTheNewestIsNot() {
        List<Decision> decisions = new RetentionPolicy(
                        Retention.last(1), NOW, id -> id.value().startsWith("2026-11-01"))
                .decide(List.of(daily(3)));
        assertThat(decisions)
                .extracting(Decision::toString)
                .containsExactly("kept: newest intact", "removed: beyond last 1", "kept: newest, last 1");
    }

    @Test
    void theLastVerifiedAndThePinnedStay() {
        Candidate[] backups = daily(5);
        backups[0] = new Candidate(backups[0].header(), true, false);
        backups[1] = new Candidate(backups[1].header(), true, false);
        backups[2] = new Candidate(backups[2].header(), false, true);
        assertThat(decide(Retention.last(1), backups))
                .containsEntry("2026-11-01T12-00-00Z", "removed: beyond last 1")
                .containsEntry("2026-11-02T12-00-00Z", "kept: last verified")
                .containsEntry("2026-11-03T12-00-00Z", "kept: pinned");
    }

    @Test
    void aLabelKeepsABackupIfThatIsAskedFor() {
        var labelled = new Candidate(
                Backups.header("2026-01-01T00:00:00Z", "release", BackupReason.MANUAL, "shop"), false, false);
        Candidate newest = Backups.of("2026-11-01T00:00:00Z");
        assertThat(decide(Retention.last(1), labelled, newest))
                .containsEntry("2026-01-01T00-00-00Z-release", "removed: beyond last 1");
        assertThat(decide(Retention.last(1).keepLabelled(), labelled, newest))
                .containsEntry("2026-01-01T00-00-00Z-release", "kept: labelled");
    }

    @Test
    void safetyBackupsTakeNobodysPlaceAndHaveTheirOwnTime() {
        Map<String, String> decisions = decide(
                Retention.last(1).safety(Duration.ofDays(30)),
                Backups.of("2026-09-01T00:00:00Z", BackupReason.BEFORE_RESTORE),
                Backups.of("2026-09-02T00:00:00Z", BackupReason.BEFORE_MIGRATION),
                Backups.of("2026-09-03T00:00:00Z", BackupReason.BEFORE_RESTORE),
                Backups.of("2026-11-01T00:00:00Z"),
                Backups.of("2026-11-02T00:00:00Z", BackupReason.BEFORE_RESTORE));
        assertThat(decisions)
                .containsEntry("2026-09-01T00-00-00Z", "removed: safety backup, older than 30 days")
                .containsEntry(
                        "2026-09-02T00-00-00Z", "kept: newest before a migration, newest intact before a migration")
                .containsEntry("2026-09-03T00-00-00Z", "removed: safety backup, older than 30 days")
                .containsEntry("2026-11-01T00-00-00Z", "kept: newest, newest intact, last 1");
        assertThat(decisions.get("2026-11-02T00-00-00Z")).startsWith("kept: safety backup within 30 days");
    }

    @Test
    void eachDatabaseIsCountedByItself() {
        var other =
                new Candidate(Backups.header("2026-01-01T00:00:00Z", "", BackupReason.MANUAL, "other"), false, false);
        assertThat(decide(Retention.last(1), other, Backups.of("2026-11-01T00:00:00Z")))
                .containsEntry("2026-01-01T00-00-00Z", "kept: newest, newest intact, last 1");
    }

    @Test
    void aBackupFromTheFutureDoesNotPushOthersOut() {
        assertThat(decide(
                        Retention.last(1).within(Duration.ofDays(1)),
                        Backups.of("2026-11-01T00:00:00Z"),
                        Backups.of("2026-11-01T12:00:00Z"),
                        Backups.of("2031-01-01T00:00:00Z")))
                .containsEntry("2026-11-01T00-00-00Z", "kept: within 1 day")
                .containsEntry("2026-11-01T12-00-00Z", "kept: newest, newest intact, last 1, within 1 day")
                .containsEntry("2031-01-01T00-00-00Z", "kept: its time is in the future");
    }

    @Test
    void withoutAnyRuleTheNewestStays() {
        assertThat(decide(Retention.last(0), daily(2)))
                .containsEntry("2026-11-01T12-00-00Z", "removed: no rule keeps it")
                .containsEntry("2026-11-02T12-00-00Z", "kept: newest, newest intact");
    }
}

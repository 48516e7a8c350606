package io.dbguard.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.retention.Decision;
import io.dbguard.api.retention.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for all rules and all backups. */
class RetentionPolicyPropertyTest {
    private static final int ROUNDS = 400;
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeEach
    void sayTheSeed() {
        System.out.println("seed " + seed);
    }

    private Retention rules() {
        Retention retention = Retention.last(random.nextInt(6))
                .within(Duration.ofHours(random.nextInt(200)))
                .hourly(random.nextInt(10))
                .daily(random.nextInt(10))
                .weekly(random.nextInt(5))
                .monthly(random.nextInt(5))
                .yearly(random.nextInt(3))
                .safety(Duration.ofDays(random.nextInt(60)));
        return random.nextBoolean() ? retention.keepLabelled() : retention;
    }

    private List<Candidate> backups() {
        var backups = new ArrayList<Candidate>();
        int count = 1 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            Instant time = NOW.minusSeconds(random.nextInt(1 + random.nextInt(100_000_000)) - 3_000);
            BackupReason reason = BackupReason.values()[random.nextInt(BackupReason.values().length)];
            String label = (random.nextInt(4) == 0 ? "label" : "x") + i;
            String database = random.nextInt(3) == 0 ? "other" : "shop";
            backups.add(new Candidate(
                    Backups.header(time.toString(), label, reason, database),
                    random.nextInt(5) == 0,
                    random.nextInt(10) == 0));
        }
        return backups;
    }

    private static Map<BackupId, Boolean> decide(
            Retention retention, List<Candidate> backups, Predicate<BackupId> intact) {
        List<Decision> decisions = new RetentionPolicy(retention, NOW, intact).decide(backups);
        assertThat(decisions).allSatisfy(d -> assertThat(d.reasons()).isNotEmpty());
        var kept = new HashMap<BackupId, Boolean>();
        decisions.forEach(d -> kept.put(d.backup().id(), d.kept()));
        assertThat(kept).hasSize(backups.size());
        return kept;
    }

    private static Predicate<BackupId> someIntact(long salt) {
        return id -> (id.hashCode() ^ salt) % 3 != 0;
    }

    @Test
    void whatMustStayStays() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Candidate> backups = backups();
            Predicate<BackupId> intact = someIntact(random.nextLong());
            Map<BackupId, Boolean> kept = decide(rules(), backups, intact);
            for (String database : List.of("shop", "other")) {
                List<Candidate> newestFirst = backups.stream()
                        .filter(c -> c.header().database().name().equals(database))
                        .filter(c -> !c.time().isAfter(NOW))
                        .sorted(Comparator.comparing(Candidate::time).reversed())
                        .toList();
                List<Candidate> ordinary =
                        newestFirst.stream().filter(c -> !c.isSafety()).toList();
                List<List<Candidate>> mustStay = List.of(
                        ordinary,
                        ordinary.stream()
                                .filter(c -> intact.test(c.header().id()))
                                .toList(),
                        ordinary.stream().filter(Candidate::verified).toList(),
                        newestFirst.stream()
                                .filter(c -> c.header().reason() == BackupReason.BEFORE_RESTORE)
                                .toList());
                boolean clear = backups.stream().noneMatch(c -> c.time().isAfter(NOW));
                if (clear) {
                    mustStay.forEach(list -> list.stream()
                            .findFirst()
                            .ifPresent(c -> assertThat(kept)
                                    .as("seed %s round %s", seed, round(kept))
                                    .containsEntry(c.header().id(), true)));
                }
            }
            backups.stream()
                    .filter(Candidate::pinned)
                    .forEach(c -> assertThat(kept).containsEntry(c.header().id(), true));
        }
    }

    private static int round(Map<BackupId, Boolean> kept) {
        return kept.size();
    }

    @Test
    void theOrderInWhichBackupsAreListedMeansNothing() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Candidate> backups = backups();
            Retention retention = rules();
            Map<BackupId, Boolean> kept = decide(retention, backups, id -> true);
            Collections.shuffle(backups, random);
            assertThat(decide(retention, backups, id -> true))
                    .as("seed %s", seed)
                    .isEqualTo(kept);
        }
    }

    @Test
    void pruningTwiceRemovesNothingMore() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Candidate> backups = backups();
            Retention retention = rules();
            Map<BackupId, Boolean> kept = decide(retention, backups, id -> true);
            backups.removeIf(c -> !kept.get(c.header().id()));
            assertThat(decide(retention, backups, id -> true))
                    .as("seed %s", seed)
                    .doesNotContainValue(false);
        }
    }

    @Test
    void aLargerNumberNeverKeepsLess() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Candidate> backups = backups();
            Retention less = rules();
            Retention more = less.daily(less.daily() + 1 + random.nextInt(5))
                    .hourly(less.hourly() + random.nextInt(5))
                    .within(less.within().plusHours(random.nextInt(100)))
                    .keepLabelled();
            Map<BackupId, Boolean> few = decide(less, backups, id -> true);
            Map<BackupId, Boolean> many = decide(more, backups, id -> true);
            few.forEach((id, kept) -> assertThat(!kept || many.get(id))
                    .as("seed %s: %s", seed, id)
                    .isTrue());
        }
    }

    @Test
    void whatHappensToOneDatabaseIsNothingToAnother() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Candidate> backups = backups();
            Retention retention = rules();
            Map<BackupId, Boolean> together = decide(retention, backups, id -> true);
            List<Candidate> shop = backups.stream()
                    .filter(c -> c.header().database().name().equals("shop"))
                    .toList();
            assertThat(together).as("seed %s", seed).containsAllEntriesOf(decide(retention, shop, id -> true));
        }
    }
}

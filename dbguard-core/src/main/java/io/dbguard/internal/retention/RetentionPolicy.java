package io.dbguard.internal.retention;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.retention.Decision;
import io.dbguard.api.retention.Retention;
import io.dbguard.internal.repository.BackupTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Decides which backups stay. Knows nothing of files. */
final class RetentionPolicy {
    private static final Comparator<Candidate> NEWEST_FIRST = Comparator.comparing(Candidate::time)
            .thenComparing(candidate -> candidate.header().id())
            .reversed();

    private final Retention retention;
    private final Instant now;
    private final Predicate<BackupId> intact;

    /**
     * Creates the policy.
     *
     * @param retention the rules
     * @param now the time of this host; only what claims to be younger is treated in another way
     * @param intact whether nothing of a backup is missing
     */
    RetentionPolicy(Retention retention, Instant now, Predicate<BackupId> intact) {
        this.retention = retention;
        this.now = now;
        this.intact = intact;
    }

    /** Decides on each backup, oldest first; each series by itself. */
    List<Decision> decide(List<Candidate> candidates) {
        Map<Series, List<Candidate>> series =
                candidates.stream().collect(Collectors.groupingBy(candidate -> Series.of(candidate.header())));
        var decisions = new TreeMap<BackupId, Decision>();
        series.values().stream()
                .flatMap(members -> decideSeries(members).stream())
                .forEach(decision -> decisions.put(decision.backup().id(), decision));
        return List.copyOf(decisions.values());
    }

    private List<Decision> decideSeries(List<Candidate> members) {
        List<Candidate> newestFirst = members.stream().sorted(NEWEST_FIRST).toList();
        var verdicts = new Verdicts();
        newestFirst.stream().filter(Candidate::pinned).forEach(c -> verdicts.keep(c, "pinned"));
        // A clock that was wrong for a day must not make all backups look old for ever after.
        newestFirst.stream().filter(this::isFromTheFuture).forEach(c -> verdicts.keep(c, "its time is in the future"));
        List<Candidate> counted =
                newestFirst.stream().filter(c -> !isFromTheFuture(c)).toList();
        if (!counted.isEmpty()) {
            judge(counted, verdicts);
        }
        return members.stream()
                .map(c -> verdicts.of(
                        c, c.isSafety() ? "safety backup, older than " + Words.of(retention.safety()) : beyond()))
                .toList();
    }

    private void judge(List<Candidate> newestFirst, Verdicts verdicts) {
        List<Candidate> ordinary =
                newestFirst.stream().filter(c -> !c.isSafety()).toList();
        List<Candidate> safety =
                newestFirst.stream().filter(Candidate::isSafety).toList();
        Instant newest = newestFirst.get(0).time();
        protect(ordinary, verdicts);
        protectSafety(safety, newest, verdicts);
        ordinary.stream().limit(retention.last()).forEach(c -> verdicts.keep(c, "last " + retention.last()));
        if (!retention.within().isZero()) {
            newestFirst.stream()
                    .filter(c -> !c.time().isBefore(newest.minus(retention.within())))
                    .forEach(c -> verdicts.keep(c, "within " + Words.of(retention.within())));
        }
        for (Period period : Period.values()) {
            keepOneOfEach(period, ordinary, verdicts);
        }
        if (retention.labelled()) {
            ordinary.stream().filter(Candidate::isLabelled).forEach(c -> verdicts.keep(c, "labelled"));
        }
    }

    private void protect(List<Candidate> ordinary, Verdicts verdicts) {
        ordinary.stream().findFirst().ifPresent(c -> verdicts.keep(c, "newest"));
        ordinary.stream()
                .filter(c -> intact.test(c.header().id()))
                .findFirst()
                .ifPresent(c -> verdicts.keep(c, "newest intact"));
        ordinary.stream().filter(Candidate::verified).findFirst().ifPresent(c -> verdicts.keep(c, "last verified"));
    }

    private void protectSafety(List<Candidate> safety, Instant newest, Verdicts verdicts) {
        safety.stream()
                .filter(c -> !c.time().isBefore(newest.minus(retention.safety())))
                .forEach(c -> verdicts.keep(c, "safety backup within " + Words.of(retention.safety())));
        for (BackupReason reason : List.of(BackupReason.BEFORE_MIGRATION, BackupReason.BEFORE_RESTORE)) {
            List<Candidate> kind =
                    safety.stream().filter(c -> c.header().reason() == reason).toList();
            String word = reason == BackupReason.BEFORE_RESTORE ? "a restore" : "a migration";
            kind.stream().findFirst().ifPresent(c -> verdicts.keep(c, "newest before " + word));
            kind.stream()
                    .filter(c -> intact.test(c.header().id()))
                    .findFirst()
                    .ifPresent(c -> verdicts.keep(c, "newest intact before " + word));
        }
        safety.stream().filter(Candidate::verified).findFirst().ifPresent(c -> verdicts.keep(c, "last verified"));
    }

    private void keepOneOfEach(Period period, List<Candidate> newestFirst, Verdicts verdicts) {
        int left = period.count(retention);
        String before = "";
        for (Candidate candidate : newestFirst) {
            String piece = period.of(candidate.time());
            if (left > 0 && !piece.equals(before)) {
                verdicts.keep(candidate, period.word() + " " + piece);
                left--;
                before = piece;
            }
        }
    }

    private boolean isFromTheFuture(Candidate candidate) {
        return BackupTimes.isFromTheFuture(candidate.time(), now);
    }

    /** Names the rules that do not keep a backup. */
    private String beyond() {
        List<String> rules = new ArrayList<>();
        if (retention.last() > 0) {
            rules.add("last " + retention.last());
        }
        if (!retention.within().isZero()) {
            rules.add("within " + Words.of(retention.within()));
        }
        for (Period period : Period.values()) {
            if (period.count(retention) > 0) {
                rules.add(period.word() + " " + period.count(retention));
            }
        }
        return rules.isEmpty() ? "no rule keeps it" : "beyond " + String.join(", ", rules);
    }
}

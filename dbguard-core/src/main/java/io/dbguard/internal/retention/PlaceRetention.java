package io.dbguard.internal.retention;

import io.dbguard.api.BusyException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.retention.PruneReport;
import io.dbguard.api.retention.Retention;
import io.dbguard.internal.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The retention of one of several places. For a copy it decides over the backups of both places, so that what the copy has
 * let go of is not copied again, and what it kept for longer stays. Needs no identity.
 *
 * @param rules which backups the place keeps
 * @param database whose; empty for all
 */
public record PlaceRetention(Retention rules, Optional<DatabaseInfo> database) {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceRetention.class);

    /**
     * Returns which backups the copy need not hold.
     *
     * @param source what is copied
     * @param copy where to
     */
    public Set<BackupId> unwanted(Repository source, Repository copy) {
        var here = Candidates.toCopy(source, database);
        var there = Candidates.toCopy(copy, database);
        Map<BackupId, Candidate> all = new TreeMap<>();
        List.of(here, there)
                .forEach(place -> place.all().forEach(c -> all.merge(c.header().id(), c, this::joined)));
        Set<BackupId> unwanted = new HashSet<>();
        new RetentionPolicy(rules, Instant.now(), id -> there.isIntact(id) || here.isIntact(id))
                .decide(List.copyOf(all.values())).stream()
                        .filter(decision -> !decision.kept())
                        .forEach(decision -> unwanted.add(decision.backup().id()));
        return unwanted;
    }

    private Candidate joined(Candidate one, Candidate other) {
        return new Candidate(one.header(), one.verified() || other.verified(), one.pinned() || other.pinned());
    }

    /**
     * Removes from a place what it need not keep. Never fails: what was not removed is left to the next time.
     *
     * @param place where
     * @return what was removed, empty if it has to wait
     */
    public Optional<PruneReport> apply(Repository place) {
        try {
            return Optional.of(
                    new PruneJob(place, new PruneOrder(rules, PruneOrder.USUAL_GRACE, database, Duration.ZERO)).run());
        } catch (BusyException e) {
            LOG.info("Old backups are removed another time: {}", e.getMessage());
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("Old backups could not be removed from {}: {}", place.describe(), e.getMessage(), e);
            return Optional.empty();
        }
    }
}

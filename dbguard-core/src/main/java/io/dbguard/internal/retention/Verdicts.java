package io.dbguard.internal.retention;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.retention.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what speaks for each backup of a series. */
final class Verdicts {
    private final Map<BackupId, List<String>> reasons = new LinkedHashMap<>();

    void keep(Candidate candidate, String reason) {
        reasons.computeIfAbsent(candidate.header().id(), id -> new ArrayList<>())
                .add(reason);
    }

    Decision of(Candidate candidate, String otherwise) {
        List<String> found = reasons.getOrDefault(candidate.header().id(), List.of());
        return found.isEmpty()
                ? new Decision(candidate.header(), false, List.of(otherwise))
                : new Decision(candidate.header(), true, found);
    }
}

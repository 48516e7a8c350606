package io.dbguard.internal.audit;

import io.dbguard.api.event.AuditEntry;
import io.dbguard.api.event.AuditTrail;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds each line of the log against the one before. */
final class ChainCheck {
    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long number;
    private String seal = AuditLine.NOTHING;
    private boolean afterDamage;

    void add(Segment segment) {
        int at = 0;
        if (segment.lines().isEmpty()) {
            problems.add(segment.path() + ": all its lines are missing");
        }
        for (String line : segment.lines()) {
            at++;
            try {
                add(AuditLine.read(line), segment.path() + ":" + at);
            } catch (IOException e) {
                problems.add(segment.path() + ":" + at + ": this line cannot be believed: " + e.getMessage());
                afterDamage = true;
            }
        }
    }

    /** What follows a damaged line cannot be held against it, and was complained of already. */
    private void add(AuditLine line, String where) {
        AuditEntry entry = line.entry();
        if (!afterDamage && entry.number() != number + 1) {
            problems.add(where + ": " + missing(entry.number() - number - 1));
        } else if (!afterDamage && !line.previous().equals(seal)) {
            problems.add(where + ": the line before it is not the one that it followed when it was written");
        }
        entries.add(entry);
        number = entry.number();
        seal = line.seal();
        afterDamage = false;
    }

    private static String missing(long lines) {
        return lines > 0
                ? (lines == 1 ? "a line is" : lines + " lines are") + " missing before it"
                : "its number was there before";
    }

    /** A backup that was taken after the log was begun has a line; the newest lines seal nothing yet but are missed so. */
    void compareWith(List<String> backups) {
        Set<String> logged = entries.stream()
                .map(AuditEntry::event)
                .filter(event -> event.kind() == EventKind.BACKUP)
                .map(GuardEvent::subject)
                .collect(Collectors.toSet());
        Optional<String> first = logged.stream().min(Comparator.naturalOrder());
        backups.stream()
                .filter(backup -> first.isPresent() && backup.compareTo(first.get()) > 0 && !logged.contains(backup))
                .forEach(backup -> problems.add("backup " + backup + " has no line"));
    }

    AuditTrail trail() {
        return new AuditTrail(entries, problems);
    }
}

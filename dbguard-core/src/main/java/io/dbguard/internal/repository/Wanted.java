package io.dbguard.internal.repository;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest backup that fits what somebody typed: {@code latest}, {@code at:TIME} or {@code label:TEXT}. */
final class Wanted {
    private static final Logger LOG = LoggerFactory.getLogger(Wanted.class);
    private static final String AT = "at:";
    private static final String LABEL = "label:";

    private final ManifestStore manifests;

    Wanted(ManifestStore manifests) {
        this.manifests = manifests;
    }

    /** Returns what the words mean; empty if they can only be the name of a backup. */
    static Optional<Predicate<BackupHeader>> meaning(String words) {
        if (words.equals("latest")) {
            return Optional.of(Wanted::isNoSafetyBackup);
        }
        if (words.startsWith(AT)) {
            Instant time = time(words.substring(AT.length()));
            return Optional.of(
                    header -> isNoSafetyBackup(header) && !header.time().isAfter(time));
        }
        return words.startsWith(LABEL)
                ? Optional.of(header -> header.label().equals(words.substring(LABEL.length())))
                : Optional.empty();
    }

    /** A backup that a restore took for safety may hold the very damage that the restore was to mend. */
    private static boolean isNoSafetyBackup(BackupHeader header) {
        return header.reason() != BackupReason.BEFORE_RESTORE;
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new RequestException(
                    "'" + text + "' is no time with an offset from UTC",
                    "nothing was changed",
                    "write it like 2026-11-21T18:00:00Z or 2026-11-21T19:00:00+01:00");
        }
    }

    Optional<BackupId> newest(Predicate<BackupHeader> fits) {
        List<BackupId> all = manifests.newestFirst();
        Optional<BackupId> newest = all.stream()
                .filter(id -> fits.test(manifests.readHead(id).header()))
                .findFirst();
        newest.ifPresent(found -> warn(found, all, fits));
        return newest;
    }

    /** Where it is this machine's clock that is wrong, what was passed over is what was meant. */
    private void warn(BackupId found, List<BackupId> all, Predicate<BackupHeader> fits) {
        Predicate<BackupId> fromTheFuture = BackupTimes.areFromTheFuture(Instant.now());
        if (fromTheFuture.test(found)) {
            return;
        }
        List<BackupId> later = all.stream().filter(fromTheFuture).toList();
        later.stream()
                .filter(id -> fitsIfReadable(id, fits))
                .findFirst()
                .ifPresent(newest -> LOG.warn(
                        "{} was chosen although {} backups are later than the clock of this machine, the newest is {}; set the"
                                + " clock, or name the backup that is meant",
                        found,
                        later.size(),
                        newest));
    }

    private boolean fitsIfReadable(BackupId id, Predicate<BackupHeader> fits) {
        try {
            return fits.test(manifests.readHead(id).header());
        } catch (DbGuardException e) {
            return false; // 'list' and 'verify' say so.
        }
    }
}

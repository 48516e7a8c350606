package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.report.Verification.Damage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Lists the backups of a repository and finds one by what a person types. */
public final class Catalogue {
    private final Repository repository;

    /**
     * Creates a catalogue.
     *
     * @param repository whose backups
     */
    public Catalogue(Repository repository) {
        this.repository = repository;
    }

    /** Lists all backups, oldest first. */
    public BackupListing list() {
        List<BackupSummary> backups = new ArrayList<>();
        List<Damage> damaged = new ArrayList<>();
        repository.damage().ifPresent(damaged::add);
        for (BackupId id : repository.manifests().ids()) {
            try {
                backups.add(summary(id));
            } catch (RequestException e) {
                if (isStillListed(id)) {
                    damaged.add(new Damage(repository.manifests().path(id), "", e.failed()));
                }
            } catch (RepositoryException e) {
                damaged.add(new Damage(repository.manifests().path(id), "", e.failed()));
            }
        }
        return new BackupListing(backups, damaged);
    }

    /** A prune may have removed it since its name was read. */
    private boolean isStillListed(BackupId id) {
        return repository.manifests().ids().contains(id);
    }

    /** Returns the size of all blobs of the backups in the list; backups share blobs, and each counts once. */
    public long storedBytes() {
        Map<String, Long> blobs = new HashMap<>();
        for (BackupSummary backup : list().backups()) {
            repository
                    .manifests()
                    .blobs(backup.header().id())
                    .forEach(blob -> blobs.put(blob.blob(), blob.storedBytes()));
        }
        return blobs.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Finds a backup.
     *
     * @param name its name, the beginning of it, {@code latest}, {@code at:TIME} for the newest that was there at that time, or
     *     {@code label:TEXT} for the newest with that label
     */
    public BackupId find(String name) {
        return Wanted.meaning(name).map(fits -> newest(name, fits)).orElseGet(() -> byPrefix(name));
    }

    /**
     * Returns the line of one backup.
     *
     * @param id the backup
     */
    public BackupSummary get(BackupId id) {
        return summary(id);
    }

    private BackupSummary summary(BackupId id) {
        ManifestJson.Head head = repository.manifests().readHead(id);
        Verifications.Found found = repository.verifications().look(id);
        return new BackupSummary(
                head.header(),
                head.totals().tables(),
                head.totals().rows(),
                head.totals().rawBytes(),
                head.totals().storedBytes(),
                found.intact(),
                found.damaged(),
                repository.currentNotes().find(id).map(CurrentNotes.Note::confirmed),
                repository.drillNotes().find(id));
    }

    private BackupId newest(String words, Predicate<BackupHeader> fits) {
        return new Wanted(repository.manifests())
                .newest(fits)
                .orElseThrow(() -> new RequestException(
                        "There is no backup " + (words.equals("latest") ? "" : words + " ") + "in "
                                + repository.describe(),
                        "nothing was changed",
                        words.equals("latest") ? "take one first" : "see 'dbguard list' for the backups there are"));
    }

    private BackupId byPrefix(String name) {
        List<BackupId> ids = repository.manifests().ids();
        List<BackupId> fitting =
                ids.stream().filter(id -> id.value().equals(name)).toList();
        if (fitting.isEmpty() && !name.isEmpty()) {
            fitting = ids.stream().filter(id -> id.value().startsWith(name)).toList();
        }
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        throw new RequestException(
                (fitting.isEmpty() ? "There is no backup " + name : fitting.size() + " backups start with " + name)
                        + " in " + repository.describe(),
                "nothing was changed",
                "see 'dbguard list' for the backups there are");
    }
}

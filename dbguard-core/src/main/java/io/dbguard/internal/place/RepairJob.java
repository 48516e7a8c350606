package io.dbguard.internal.place;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.RepairReport;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Mends a place from another: reads every file, and replaces what is missing or damaged by what the other has intact,
 * the blobs of a backup before its manifest. Never replaces what is intact.
 */
public final class RepairJob {
    private final CheckedFiles target;
    private final CheckedFiles source;
    private final boolean dryRun;
    private final List<Damage> mended = new ArrayList<>();
    private final List<Damage> lost = new ArrayList<>();
    private final Map<String, Boolean> checked = new HashMap<>();
    private long writtenBytes;

    /**
     * Creates a job.
     *
     * @param target the place to be mended
     * @param source a place with the same backups
     * @param dryRun whether to say only what would be done
     */
    public RepairJob(Storage target, Storage source, boolean dryRun) {
        this.target = new CheckedFiles(target);
        this.source = new CheckedFiles(source);
        this.dryRun = dryRun;
    }

    /**
     * Mends.
     *
     * @throws RequestException if the other place is no copy of this one
     * @throws RepositoryException if one of the two does not answer; what was mended stays mended
     */
    public RepairReport run() {
        checkIdentity();
        try {
            mend(RepositoryPaths.DESCRIPTOR);
            for (Map.Entry<BackupId, List<String>> backup : backups().entrySet()) {
                mend(backup.getKey(), backup.getValue());
            }
            for (String blob : target.storage().list(RepositoryPaths.BLOBS)) {
                mendIfPossible(blob);
            }
            if (!dryRun && lost.isEmpty()) {
                forgetDamage();
            }
            return new RepairReport(mended, lost, checked.size(), writtenBytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Every digest is right again; that the rows are, a verification says. */
    private void forgetDamage() {
        Repository repository = Repository.open(target.storage());
        for (BackupId id : repository.manifests().ids()) {
            if (repository.verifications().findDamage(id).isPresent()) {
                repository.verifications().forget(id);
            }
        }
    }

    private void checkIdentity() {
        Reading theirs = source.read(RepositoryPaths.DESCRIPTOR);
        String own = target.identity();
        if (!(theirs instanceof Reading.Intact intact)) {
            throw new RequestException(
                    "There is no dbguard repository to repair from in "
                            + source.storage().describe() + ": " + RepositoryPaths.DESCRIPTOR + ", "
                            + theirs.problem(),
                    "nothing was changed",
                    "check the path");
        }
        if (!own.isEmpty() && !own.equals(CheckedFiles.identity(intact.content()))) {
            throw new RequestException(
                    source.storage().describe() + " is no copy of "
                            + target.storage().describe() + ": they hold two different repositories",
                    "nothing was changed",
                    "name a place that was filled with --copy-to or 'dbguard copy'");
        }
    }

    /** The files of each backup in either place. */
    private NavigableMap<BackupId, List<String>> backups() throws IOException {
        NavigableMap<BackupId, Set<String>> all = new TreeMap<>();
        for (CheckedFiles place : List.of(target, source)) {
            ManifestFiles.in(place.storage())
                    .forEach((id, files) ->
                            all.computeIfAbsent(id, i -> new LinkedHashSet<>()).addAll(files));
        }
        NavigableMap<BackupId, List<String>> ordered = new TreeMap<>();
        all.forEach((id, files) -> {
            files.remove(RepositoryPaths.manifest(id));
            List<String> last = new ArrayList<>(files);
            last.add(RepositoryPaths.manifest(id));
            ordered.put(id, last);
        });
        return ordered;
    }

    private void mend(BackupId id, List<String> files) throws IOException {
        String manifest = RepositoryPaths.manifest(id);
        Reading own = target.read(manifest);
        Reading theirs = source.read(manifest);
        if (!(own instanceof Reading.Intact) && !(theirs instanceof Reading.Intact)) {
            check(manifest);
            lost.add(new Damage(manifest, "", own instanceof Reading.Missing ? theirs.problem() : own.problem()));
            return;
        }
        boolean complete = true;
        for (String blob : needs(own instanceof Reading.Intact ? target : source, id)) {
            complete &= mend(blob);
        }
        if (own instanceof Reading.Intact) {
            files.forEach(this::check);
        } else if (complete || !(own instanceof Reading.Missing)) {
            // A backup that was gone comes back only as a whole.
            for (String file : files) {
                mendBeside(file, own.problem());
            }
        }
    }

    private Set<String> needs(CheckedFiles place, BackupId id) throws IOException {
        return new Needs(place.storage()).of(id);
    }

    private void check(String path) {
        checked.put(path, true);
    }

    /** Returns whether the file is intact in the end. */
    private boolean mend(String path) throws IOException {
        Boolean known = checked.get(path);
        if (known != null) {
            return known;
        }
        Reading own = target.read(path);
        boolean good = own instanceof Reading.Intact;
        if (!good) {
            Reading theirs = source.read(path);
            if (theirs instanceof Reading.Intact intact) {
                write(path, intact.content(), own.problem());
                good = true;
            } else {
                lost.add(new Damage(path, "", own.problem() + "; in the other place, " + theirs.problem()));
            }
        }
        checked.put(path, good);
        return good;
    }

    /** A blob that no backup needs is worth mending, but is no loss. */
    private void mendIfPossible(String blob) throws IOException {
        if (!checked.containsKey(blob)) {
            int before = lost.size();
            mend(blob);
            while (lost.size() > before) {
                lost.remove(lost.size() - 1);
            }
        }
    }

    private void mendBeside(String path, String problem) throws IOException {
        check(path);
        if (source.read(path) instanceof Reading.Intact intact) {
            write(path, intact.content(), problem);
        }
    }

    private void write(String path, byte[] content, String problem) throws IOException {
        if (!dryRun) {
            target.storage().replace(path, content);
        }
        mended.add(new Damage(path, "", problem));
        writtenBytes += content.length;
    }

    private RepositoryException failed(IOException e) {
        return new RepositoryException(
                "The repair of " + target.storage().describe() + " from "
                        + source.storage().describe() + " was cut off: " + IoReason.of(e),
                "what was mended before stays mended, and nothing that was intact was touched",
                "check both places and run it again",
                e);
    }
}

package io.dbguard.internal.place;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.RepairReport;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads every file of a place, and replaces what is missing or damaged by what another place has intact, the blobs of a
 * backup before its manifest. Never replaces what is intact.
 */
final class Mending {
    private final CheckedFiles target;
    private final CheckedFiles source;
    private final RepositoryPaths paths;
    private final boolean dryRun;
    private final List<Damage> mended = new ArrayList<>();
    private final List<Damage> lost = new ArrayList<>();
    private final Map<String, Boolean> checked = new HashMap<>();
    private long writtenBytes;

    Mending(CheckedFiles target, CheckedFiles source, RepositoryPaths paths, boolean dryRun) {
        this.target = target;
        this.source = source;
        this.paths = paths;
        this.dryRun = dryRun;
    }

    RepairReport run() throws IOException {
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

    /** The files of each backup in either place. */
    private NavigableMap<BackupId, List<String>> backups() throws IOException {
        NavigableMap<BackupId, Set<String>> all = new TreeMap<>();
        for (CheckedFiles place : List.of(target, source)) {
            ManifestFiles.in(place.storage(), paths)
                    .forEach((id, files) ->
                            all.computeIfAbsent(id, i -> new LinkedHashSet<>()).addAll(files));
        }
        NavigableMap<BackupId, List<String>> ordered = new TreeMap<>();
        all.forEach((id, files) -> {
            files.remove(paths.manifest(id));
            List<String> last = new ArrayList<>(files);
            last.add(paths.manifest(id));
            ordered.put(id, last);
        });
        return ordered;
    }

    private void mend(BackupId id, List<String> files) throws IOException {
        String manifest = paths.manifest(id);
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
        } else if (complete) {
            bring(files, own.problem());
        } else {
            // With its manifest it would be listed like one that is whole.
            files.forEach(this::check);
            lost.add(new Damage(manifest, "", own.problem() + "; it is not brought back without all its blobs"));
        }
    }

    /** Writes the files of a backup, all or none: a manifest never stands without what the other place has beside it. */
    private void bring(List<String> files, String problem) throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (String file : files) {
            Reading theirs = source.read(file);
            if (theirs instanceof Reading.Intact intact) {
                contents.put(file, intact.content());
            } else if (sourceHas(file)) {
                lost.add(new Damage(file, "", "in the other place, " + theirs.problem()));
                return;
            }
        }
        files.forEach(this::check);
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            write(file.getKey(), file.getValue(), problem);
        }
    }

    private boolean sourceHas(String file) throws IOException {
        return source.storage().list(paths.manifests()).contains(file);
    }

    private Set<String> needs(CheckedFiles place, BackupId id) throws IOException {
        return new Needs(place.storage(), paths).of(id);
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

    private void write(String path, byte[] content, String problem) throws IOException {
        if (!dryRun) {
            target.storage().replace(path, content);
        }
        mended.add(new Damage(path, "", problem));
        writtenBytes += content.length;
    }
}

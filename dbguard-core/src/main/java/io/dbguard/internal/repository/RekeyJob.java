package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.internal.repository.Descriptor.Encryption;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes who can read an encrypted repository. All backups are sealed anew: blobs under their new names, manifests in the
 * other one of two folders. One write of the descriptor then makes that the repository, and what was before is removed. So
 * the repository is whole at every moment, and a run that was killed is finished by the next one.
 */
public final class RekeyJob {
    private static final String INTACT = "the repository is as it was";

    private final Storage storage;
    private final RepositoryKeys keys;
    private final Set<String> readBack = new HashSet<>();

    /**
     * Creates a job.
     *
     * @param storage where the repository is
     * @param keys an identity, and what the backups are signed with if they are
     */
    public RekeyJob(Storage storage, RepositoryKeys keys) {
        this.storage = storage;
        this.keys = keys;
    }

    /**
     * Changes the recipients. To add one who is there, or remove one who is not, changes nothing.
     *
     * @param added who can read from now on
     * @param removed who cannot any more, as far as the repository goes
     * @return all recipients
     */
    public List<String> run(List<String> added, List<String> removed) {
        Repository before = Repository.open(storage, keys);
        Set<String> recipients = new TreeSet<>(encryption(before).recipients());
        recipients.addAll(added);
        recipients.removeAll(removed);
        check(before, recipients);
        try {
            finish(before);
            if (!recipients.equals(Set.copyOf(encryption(before).recipients()))) {
                change(before, recipients);
            }
        } catch (IOException e) {
            throw new RepositoryException(
                    "The recipients of " + storage.describe() + " could not be changed",
                    "all backups are whole",
                    "check the place and run it again",
                    e);
        }
        return List.copyOf(recipients);
    }

    private void check(Repository before, Set<String> recipients) {
        if (recipients.isEmpty()) {
            throw new RequestException(
                    "Without any recipient nobody could read the backups", INTACT, "add another recipient as well");
        }
        if (before.damage().isPresent()) {
            throw new RepositoryException(
                    "The file dbguard.json in " + storage.describe() + " is damaged",
                    INTACT,
                    "bring it back from a copy first");
        }
        if (!before.canOpen()) {
            throw new RequestException(
                    "To seal backups anew they must be opened, and no identity was given",
                    INTACT,
                    "give the identity of one of the present recipients");
        }
    }

    private Encryption encryption(Repository repository) {
        return repository
                .descriptor()
                .encryption()
                .orElseThrow(() -> new RequestException(
                        "The repository in " + storage.describe() + " is not encrypted",
                        INTACT,
                        "start an encrypted one in another place"));
    }

    private void change(Repository before, Set<String> recipients) throws IOException {
        checkSigner(before);
        var after = new Repository(
                storage,
                before.descriptor().inOtherFolder(Optional.of(Encryption.to(recipients))),
                keys,
                Optional.empty());
        copy(before, after);
        checkWritten(after);
        byte[] old = before.descriptor().write();
        if (!storage.replaceIfUnchanged(
                RepositoryPaths.DESCRIPTOR, old, after.descriptor().write())) {
            throw new RepositoryException(
                    "Somebody else has changed " + storage.describe() + " meanwhile",
                    "all backups are whole",
                    "run it again");
        }
        checkSwitched(after);
        finish(after);
    }

    /** Reads back what was written, since what it replaces is about to be removed. Needs no identity of the new recipients. */
    private void checkWritten(Repository after) {
        for (BackupId id : after.manifests().ids()) {
            after.manifests().check(id);
            for (StoredBlob blob : after.manifests().blobs(id)) {
                if (!readBack.contains(blob.blob())) {
                    after.blobs().stored(blob.chunk(""));
                    readBack.add(blob.blob());
                }
            }
        }
    }

    private void checkSwitched(Repository after) throws IOException {
        if (!Descriptor.read(storage.read(RepositoryPaths.DESCRIPTOR)).equals(after.descriptor())) {
            throw new IOException(RepositoryPaths.DESCRIPTOR + " is not what was just written");
        }
    }

    private void checkSigner(Repository before) throws IOException {
        boolean signed = storage.list(before.descriptor().manifests()).stream().anyMatch(path -> path.endsWith(".sig"));
        if (signed && keys.signingKey().isEmpty()) {
            throw new RequestException(
                    "Backups in " + storage.describe() + " are signed, and their manifests must be signed anew",
                    INTACT,
                    "give the signing key as well");
        }
    }

    /** Brings what only the other folder has, and removes that folder and the blobs that only it needed. */
    private void finish(Repository current) throws IOException {
        String folder = current.descriptor().inOtherFolder(Optional.empty()).manifests();
        List<String> files = storage.list(folder);
        if (files.isEmpty()) {
            return;
        }
        // What is there was written for these or for other recipients; an identity opens both.
        var other = new Repository(
                storage, current.descriptor().inOtherFolder(current.descriptor().encryption()), keys, Optional.empty());
        copy(other, current);
        checkWritten(current);
        List<StoredBlob> unneeded = blobs(other);
        Set<String> needed = new TreeSet<>();
        blobs(current).forEach(blob -> needed.add(blob.blob()));
        for (StoredBlob blob : unneeded) {
            if (!needed.contains(blob.blob())) {
                storage.delete(current.blobs().path(blob.blob()));
            }
        }
        // What has no manifest any more is no backup, whatever else of it is still there.
        for (BackupId id : other.manifests().ids()) {
            storage.delete(other.manifests().path(id));
        }
        for (String file : files) {
            storage.delete(file);
        }
    }

    private static List<StoredBlob> blobs(Repository repository) {
        List<StoredBlob> blobs = new ArrayList<>();
        repository
                .manifests()
                .ids()
                .forEach(id -> blobs.addAll(repository.manifests().blobs(id)));
        return blobs;
    }

    /** Seals the backups that are not there yet. */
    private static void copy(Repository from, Repository to) {
        Map<String, Chunk> copied = new HashMap<>();
        List<BackupId> there = to.manifests().ids();
        for (BackupId id : from.manifests().ids()) {
            if (!there.contains(id)) {
                Manifest manifest = from.manifests().read(id);
                to.manifests().createAgain(manifest(manifest, from, to, copied));
                to.verifications().forget(id);
            }
        }
    }

    private static Manifest manifest(Manifest manifest, Repository from, Repository to, Map<String, Chunk> copied) {
        List<TableContent> tables = new ArrayList<>();
        for (TableContent table : manifest.tables()) {
            List<Chunk> chunks = table.chunks().stream()
                    .map(chunk -> copied.computeIfAbsent(
                            chunk.blob(), blob -> from.blobs().copy(chunk, to.blobs())))
                    .toList();
            tables.add(new TableContent(table.table(), table.rows(), table.fingerprint(), chunks));
        }
        return new Manifest(manifest.header(), manifest.schema(), tables, manifest.sequences(), manifest.groups());
    }
}

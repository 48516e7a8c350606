package io.dbguard.chaos;

import io.dbguard.BackupRepository;
import io.dbguard.Guard;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Verification.Intact;
import io.dbguard.api.retention.Retention;
import io.dbguard.chaos.memory.MemoryDatabase;
import io.dbguard.chaos.memory.MemoryProvider;
import io.dbguard.chaos.memory.MemoryStorage;
import io.dbguard.internal.seal.AgeKeyPair;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A repository with three backups and a place for copies, in a state in which there is something to do, and what must be
 * true of both when that was cut off, and when it is done.
 */
final class UpkeepScene {
    static final String FIRST = "first";
    static final String COPY = "copy";
    private static final int BACKUPS = 3;
    /** The generation that the next backup holds. */
    static final int NEXT = BACKUPS;

    private static final List<String> LASTING = List.of("blobs", "manifests", "manifests-2");
    private static final List<String> ALL =
            List.of("blobs", "manifests", "manifests-2", "verified", "pinned", "copies", "locks");

    private final Campaign campaign;
    private final Upkeep work;
    private final Keyring keyring;
    private final RepositoryKeys keys;
    private final List<BackupId> ids = new ArrayList<>();
    private final MemoryStorage expected;
    private final Witness first;
    private final Witness copy;

    /** Prepares two empty places. */
    UpkeepScene(Campaign campaign, Upkeep work, Keyring keyring, Storage first, Storage copy) {
        this.campaign = campaign;
        this.work = work;
        this.keyring = keyring;
        this.keys = work.keys(keyring);
        this.first = new Witness(campaign, keys);
        this.copy = new Witness(campaign, keys);
        prepare(first, copy);
        expected = inMemory(first);
        MemoryStorage expectedCopy = inMemory(copy);
        if (!work.run(expected, expectedCopy, keyring)) {
            throw new AssertionError(work + " does not come to its end though nothing happens to it");
        }
        promise(first, copy);
    }

    private void prepare(Storage first, Storage copy) {
        for (int generation = 0; generation < BACKUPS; generation++) {
            ids.add(Witness.backUp(generation, first, keys));
            if (generation == 0 && isCopying()) {
                copyTo(first, copy);
            }
        }
        switch (work) {
            case PRUNE, SEALED_PRUNE -> {
                BackupRepository.in(first).with(keys).verify(ids.get(0));
                BackupRepository.in(first).with(keys).verify(ids.get(2));
            }
            case REPAIR -> {
                copyTo(first, copy);
                damage(first);
            }
            default -> {
                // There is something to copy, or to seal anew.
            }
        }
    }

    private boolean isCopying() {
        return work == Upkeep.COPY || work == Upkeep.SEALED_COPY;
    }

    private static void copyTo(Storage first, Storage copy) {
        BackupRepository.in(first).withCopies(copy).copy();
    }

    /** One backup is gone, one has lost rows and its digest, one is whole; nobody knows any more what the place is. */
    private void damage(Storage storage) {
        try {
            List<String> own = new ArrayList<>();
            for (BackupId id : ids) {
                own.add(ordersOf(storage, id));
            }
            storage.delete("manifests/" + ids.get(0) + ".json");
            storage.delete("manifests/" + ids.get(0) + ".json.sha256");
            storage.delete(own.get(0));
            storage.delete("manifests/" + ids.get(1) + ".json.sha256");
            change(storage, own.get(1));
            change(storage, "dbguard.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ordersOf(Storage storage, BackupId id) {
        String blob = BackupRepository.in(storage).manifest(id).tables().stream()
                .filter(table -> table.table().name().table().equals("orders"))
                .findFirst()
                .orElseThrow()
                .chunks()
                .get(0)
                .blob();
        return "blobs/" + blob.substring(0, 2) + "/" + blob + ".zst";
    }

    private static void change(Storage storage, String path) throws IOException {
        byte[] content = storage.read(path);
        content[content.length / 2] ^= 1;
        storage.replace(path, content);
    }

    private void promise(Storage firstPlace, Storage copyPlace) {
        switch (work) {
            case PRUNE, SEALED_PRUNE -> {
                first.allow(ids.get(0), 0);
                first.allow(ids.get(1), 1);
                first.remember(ids.get(2), 2, expected);
            }
            case COPY, SEALED_COPY -> {
                rememberAll(first, firstPlace);
                copy.remember(ids.get(0), 0, copyPlace);
                copy.allow(ids.get(1), 1);
                copy.allow(ids.get(2), 2);
            }
            case REPAIR -> {
                rememberAll(copy, copyPlace);
                first.promise(ids.get(2), 2);
                first.allow(ids.get(0), 0);
                first.allow(ids.get(1), 1);
                first.expectDamage("dbguard.json");
                first.expectDamage("manifests/" + ids.get(1) + ".json");
            }
            case REKEY -> {
                for (int generation = 0; generation < BACKUPS; generation++) {
                    first.promise(ids.get(generation), generation);
                }
            }
        }
    }

    private void rememberAll(Witness witness, Storage storage) {
        for (int generation = 0; generation < BACKUPS; generation++) {
            witness.remember(ids.get(generation), generation, storage);
        }
    }

    /** Looks at both places after the work was cut off somewhere. Changes nothing but notes of verifications. */
    void checkCutOff(Storage firstPlace, Storage copyPlace, String what) {
        Witness now = work == Upkeep.REKEY ? whoCanRead(firstPlace, what) : first;
        now.checkFiles(firstPlace, what);
        now.checkListed(firstPlace, BACKUPS, what);
        copy.checkFiles(copyPlace, what);
        copy.checkListed(copyPlace, BACKUPS, what + ", in the copy");
        if (work == Upkeep.REPAIR) {
            checkBothTogether(firstPlace, copyPlace, what);
        } else {
            now.check(inMemory(firstPlace), BACKUPS, what + ", without another try");
        }
    }

    /**
     * Looks at both places after one of them wrote something wrong and said that all is well: what was whole before and
     * was not written anew is whole, and nothing that is not whole is called so.
     */
    void checkWrittenWrong(Storage firstPlace, Storage copyPlace, String what) {
        switch (work) {
            case COPY, SEALED_COPY -> {
                first.checkFiles(firstPlace, what);
                copy.checkFiles(copyPlace, what);
                checkHonest(copyPlace, keys, what);
            }
            case REPAIR -> {
                copy.checkFiles(copyPlace, what);
                checkHonest(firstPlace, keys, what);
                checkBothTogether(firstPlace, copyPlace, what);
                finish(firstPlace, copyPlace, what);
            }
            case PRUNE, SEALED_PRUNE -> {
                checkCutOff(firstPlace, copyPlace, what);
                finish(firstPlace, copyPlace, what);
            }
            case REKEY -> whoCanRead(firstPlace, what);
        }
    }

    private void checkHonest(Storage place, RepositoryKeys reader, String what) {
        for (int generation = 0; generation < BACKUPS; generation++) {
            if (!Witness.isHonest(place, ids.get(generation), generation, reader)) {
                campaign.falselyListed(what + ": generation " + generation);
            }
        }
    }

    /** Looks whether what is there can be listed, verified and restored where nothing can be written. */
    void checkReadable(Storage firstPlace, Storage copyPlace, String what) {
        first.checkListed(firstPlace, BACKUPS, what);
        copy.checkListed(copyPlace, BACKUPS, what + ", in the copy");
    }

    /** Looks whether those who could read all before still can, or those who can read all afterwards. */
    private Witness whoCanRead(Storage place, String what) {
        long old = readableBackups(place, keyring.goes());
        long later = readableBackups(place, keyring.comes());
        if (readableBackups(place, keyring.stays()) != BACKUPS || Math.max(old, later) != BACKUPS) {
            campaign.lost(what + ": of " + BACKUPS + " backups who went can read " + old + ", who came " + later);
        }
        if (Math.min(old, later) != 0) {
            campaign.falselyListed(what + ": who went can read " + old + " backups, who came " + later);
        }
        return new Witness(first, old > later ? keyring.writer() : keyring.laterWriter());
    }

    private long readableBackups(Storage place, AgeKeyPair who) {
        var repository = BackupRepository.in(place).with(keyring.as(who));
        return ids.stream().filter(id -> canRead(repository, id)).count();
    }

    private static boolean canRead(BackupRepository repository, BackupId id) {
        try {
            return repository.verify(id) instanceof Intact;
        } catch (DbGuardException e) {
            return false;
        }
    }

    /** Whatever one of two places has lost, both together have all. */
    private void checkBothTogether(Storage firstPlace, Storage copyPlace, String what) {
        for (int generation = 0; generation < BACKUPS; generation++) {
            var target = new MemoryDatabase();
            Guard guard = Guard.protect(null)
                    .provider(new MemoryProvider(target))
                    .storeIn(firstPlace)
                    .copyTo(copyPlace)
                    .build();
            try {
                guard.restore()
                        .backup(ids.get(generation))
                        .withoutSafetyBackup()
                        .run();
            } catch (DbGuardException e) {
                campaign.lost(what + ": from both places: " + e.getMessage());
            }
            if (!target.tables().equals(MemoryDatabase.generation(generation).tables())) {
                campaign.lost(what + ": from both places generation " + generation + " becomes something else");
            }
        }
    }

    /** Does the work once more, and looks whether it is all done. */
    void finish(Storage firstPlace, Storage copyPlace, String what) {
        try {
            if (!work.run(firstPlace, copyPlace, keyring)) {
                campaign.lost(what + ": the next run does not come to its end");
            }
        } catch (DbGuardException e) {
            campaign.lost(what + ": the next run fails: " + e.getMessage());
        }
        checkDone(firstPlace, copyPlace, what + ", done by the next run");
    }

    private void checkDone(Storage firstPlace, Storage copyPlace, String what) {
        Witness now = work == Upkeep.REKEY ? new Witness(first, keyring.laterWriter()) : new Witness(first, keys);
        switch (work) {
            case PRUNE, SEALED_PRUNE ->
                compare(files(expected, ALL).keySet(), files(firstPlace, ALL).keySet(), what);
            case REPAIR, COPY, SEALED_COPY -> {
                rememberAll(now, work == Upkeep.REPAIR ? copyPlace : firstPlace);
                now.forgetDamage();
                compare(texts(firstPlace), texts(copyPlace), what);
                now.checkListed(copyPlace, BACKUPS, what + ", in the copy");
            }
            case REKEY -> checkRekeyed(firstPlace, what);
        }
        now.checkFiles(firstPlace, what);
        now.checkListed(firstPlace, BACKUPS, what);
        now.check(inMemory(firstPlace), BACKUPS, what);
    }

    private void checkRekeyed(Storage place, String what) {
        long gone = readableBackups(place, keyring.goes());
        long come = readableBackups(place, keyring.comes());
        if (gone != 0 || come != BACKUPS) {
            campaign.lost(what + ": who went can read " + gone + " backups, who came " + come);
        }
        // What a run that was cut off had sealed for nothing, nobody knows; it goes with the next prune.
        clearUp(place, keyring.laterWriter());
        compare(counts(expected), counts(place), what);
    }

    /** Removes what belongs to no backup, and no backup. */
    private static void clearUp(Storage place, RepositoryKeys keys) {
        BackupRepository.in(place)
                .with(keys)
                .prune(Retention.last(BACKUPS))
                .grace(Duration.ZERO)
                .run();
    }

    /** Lets a prune remove what was left unfinished. */
    void clearUp(Storage firstPlace, Storage copyPlace) {
        clearUp(firstPlace, work == Upkeep.REKEY ? keyring.laterWriter() : keys);
        if (isCopying() || work == Upkeep.REPAIR) {
            clearUp(copyPlace, keys);
        }
    }

    private void compare(Object wanted, Object found, String what) {
        if (!wanted.equals(found)) {
            campaign.lost(what + ": instead of " + wanted + " there is " + found);
        }
    }

    private static Map<String, Integer> counts(Storage storage) {
        Map<String, Integer> counts = new TreeMap<>();
        LASTING.forEach(
                folder -> counts.put(folder, files(storage, List.of(folder)).size()));
        return counts;
    }

    private static Map<String, Integer> texts(Storage storage) {
        Map<String, Integer> texts = new TreeMap<>();
        files(storage, LASTING).forEach((path, content) -> texts.put(path, Arrays.hashCode(content)));
        return texts;
    }

    /** Returns all files, those that are still being written left out. */
    static MemoryStorage inMemory(Storage storage) {
        return new MemoryStorage(files(storage, ALL));
    }

    private static Map<String, byte[]> files(Storage storage, List<String> folders) {
        Map<String, byte[]> files = new TreeMap<>();
        try {
            List<String> paths = new ArrayList<>(List.of("dbguard.json"));
            for (String folder : folders) {
                paths.addAll(storage.list(folder));
            }
            for (String path : paths) {
                try {
                    files.put(path, storage.read(path));
                } catch (NoSuchFileException e) {
                    // A place in which nothing is yet.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}

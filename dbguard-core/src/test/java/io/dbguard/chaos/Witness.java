package io.dbguard.chaos;

import io.dbguard.BackupRepository;
import io.dbguard.Guard;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.report.Verification.Damaged;
import io.dbguard.api.report.Verification.Intact;
import io.dbguard.chaos.memory.MemoryDatabase;
import io.dbguard.chaos.memory.MemoryProvider;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows which backups of a {@link MemoryDatabase} were reported as done and what they hold, and looks whether a storage
 * still keeps all of that and calls nothing good that is not.
 */
final class Witness {
    private static final List<String> LASTING = List.of("blobs", "manifests", "manifests-2");

    private final Campaign campaign;
    private final RepositoryKeys keys;
    private final Map<BackupId, Integer> promised = new HashMap<>();
    private final Map<BackupId, Integer> possible = new HashMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Set<String> damaged = new HashSet<>();

    Witness(Campaign campaign) {
        this(campaign, RepositoryKeys.NONE);
    }

    Witness(Campaign campaign, RepositoryKeys keys) {
        this.campaign = campaign;
        this.keys = keys;
    }

    Witness(Witness other) {
        this(other, other.keys);
    }

    /** Knows what another one knows, and looks with other keys. */
    Witness(Witness other, RepositoryKeys keys) {
        this(other.campaign, keys);
        promised.putAll(other.promised);
        possible.putAll(other.possible);
        files.putAll(other.files);
        damaged.addAll(other.damaged);
    }

    static Guard guard(MemoryDatabase database, Storage storage) {
        return guard(database, storage, RepositoryKeys.NONE);
    }

    static Guard guard(MemoryDatabase database, Storage storage, RepositoryKeys keys) {
        return Guard.protect(null)
                .provider(new MemoryProvider(database))
                .storeIn(storage)
                .keys(keys)
                .build();
    }

    static BackupId backUp(int generation, Storage storage) {
        return backUp(generation, storage, RepositoryKeys.NONE);
    }

    static BackupId backUp(int generation, Storage storage, RepositoryKeys keys) {
        return guard(MemoryDatabase.generation(generation), storage, keys)
                .backup()
                .run()
                .header()
                .id();
    }

    /** Takes a backup that must succeed, and remembers it. */
    BackupId takeBackup(int generation, Storage storage) {
        BackupId id = backUp(generation, storage, keys);
        remember(id, generation, storage);
        return id;
    }

    /** Remembers a backup that must be there, though its files may change. */
    void promise(BackupId id, int generation) {
        promised.put(id, generation);
    }

    /** Remembers a backup that need not be there, but must be whole if it is. */
    void allow(BackupId id, int generation) {
        possible.put(id, generation);
    }

    /** Remembers a file that was damaged before the accident. */
    void expectDamage(String file) {
        damaged.add(file);
    }

    /** Expects no damage any more. */
    void forgetDamage() {
        damaged.clear();
    }

    /** Remembers a backup that was reported as done, with all files as they are now. */
    void remember(BackupId id, int generation, Storage storage) {
        promise(id, generation);
        try {
            for (String folder : LASTING) {
                for (String path : storage.list(folder)) {
                    files.put(path, storage.read(path));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks at everything, and takes one more backup.
     *
     * @param storage where the backups should be
     * @param unreported what a backup may hold that was finished but never reported
     * @param what the accident, for the message
     */
    void check(Storage storage, int unreported, String what) {
        checkFiles(storage, what);
        checkListed(storage, unreported, what);
        try {
            var after = new Witness(this);
            after.takeBackup(unreported + 1, storage);
            after.checkListed(storage, unreported, "the next backup after " + what);
        } catch (DbGuardException e) {
            campaign.lost(what + ": the next backup fails: " + e.getMessage());
        }
    }

    /** Lines are added to the audit log; nothing of what stood there changes. */
    static boolean isAsItWas(String path, byte[] before, byte @Nullable [] now) {
        return path.startsWith("audit/")
                ? now != null && now.length >= before.length && Arrays.equals(before, Arrays.copyOf(now, before.length))
                : Arrays.equals(before, now);
    }

    void checkFiles(Storage storage, String what) {
        files.forEach((path, content) -> {
            try {
                if (!isAsItWas(path, content, storage.read(path))) {
                    campaign.lost(what + ": changed " + path);
                }
            } catch (IOException e) {
                campaign.lost(what + ": unreadable " + path);
            }
        });
    }

    void checkListed(Storage storage, int unreported, String what) {
        var missing = new HashMap<>(promised);
        for (BackupSummary backup : listed(storage, what)) {
            BackupId id = backup.header().id();
            Integer generation = missing.remove(id);
            int expected = generation == null ? possible.getOrDefault(id, unreported) : generation;
            checkGood(storage, id, expected, generation != null, what);
        }
        missing.keySet().forEach(id -> campaign.lost(what + ": not listed " + id));
    }

    private List<BackupSummary> listed(Storage storage, String what) {
        try {
            var listing = BackupRepository.in(storage).with(keys).list();
            listing.damaged().stream()
                    .filter(damage -> !damaged.contains(damage.file()))
                    .forEach(damage -> campaign.falselyListed(what + ": half a backup " + damage));
            return listing.backups();
        } catch (RequestException e) {
            return List.of(); // No repository yet, which is right if nothing was promised.
        } catch (DbGuardException e) {
            campaign.lost(what + ": " + e.getMessage());
            return List.of();
        }
    }

    private void checkGood(Storage storage, BackupId id, int generation, boolean isPromised, String what) {
        var problems = new ArrayList<String>();
        try {
            if (!(BackupRepository.in(storage).with(keys).verify(id) instanceof Intact)) {
                problems.add("not intact");
            }
            var target = new MemoryDatabase();
            guard(target, storage, keys).restore().backup(id).run();
            if (!target.tables().equals(MemoryDatabase.generation(generation).tables())) {
                problems.add("restores to something else");
            }
        } catch (DbGuardException e) {
            problems.add(e.getMessage());
        }
        for (String problem : problems) {
            if (isPromised) {
                campaign.lost(what + ": " + id + " " + problem);
            } else {
                campaign.falselyListed(what + ": " + id + " " + problem);
            }
        }
    }

    /** Returns whether a backup is called good only if it is: intact and equal, or said not to be. */
    static boolean isHonest(Storage storage, BackupId id, int generation) {
        return isHonest(storage, id, generation, RepositoryKeys.NONE);
    }

    static boolean isHonest(Storage storage, BackupId id, int generation, RepositoryKeys keys) {
        boolean intact;
        try {
            intact = !(BackupRepository.in(storage).with(keys).verify(id) instanceof Damaged);
        } catch (DbGuardException e) {
            return true;
        }
        var target = new MemoryDatabase();
        try {
            guard(target, storage, keys).restore().backup(id).run();
            return target.tables().equals(MemoryDatabase.generation(generation).tables());
        } catch (DbGuardException e) {
            return !intact && target.tables().isEmpty();
        }
    }
}

package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.BackupRepository;
import io.dbguard.Guard;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.Verification.Intact;
import io.dbguard.chaos.memory.Fault;
import io.dbguard.chaos.memory.FaultyStorage;
import io.dbguard.chaos.memory.MemoryDatabase;
import io.dbguard.chaos.memory.MemoryStorage;
import io.dbguard.spi.storage.Storage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call of the storage goes wrong once, in every way. Whatever happens is said in the one sentence that all errors of
 * dbguard have, and neither costs an earlier backup, nor passes for good, nor restores anything but what was backed up.
 */
class StorageFaultsTest {
    @TempDir
    Path folder;

    private final MemoryStorage before = new MemoryStorage();
    private RepositoryKeys keys = RepositoryKeys.NONE;
    private int inShortEvery = 1;
    private Campaign campaign;
    private Witness witness;
    private BackupId first;

    /** What is done with a storage that fails meanwhile. */
    private interface Deed {
        Outcome on(Storage storage);
    }

    /** Looks at the storage, which works again, after a deed that ended without an error. */
    private interface Outcome {
        void check(Storage storage, Fault fault, String what);
    }

    private void everyFaultIn(String name, Deed deed) throws InterruptedException {
        campaign = new Campaign("storage faults of " + name);
        witness = new Witness(campaign, keys);
        first = witness.takeBackup(0, before);
        witness.takeBackup(1, before);
        for (Fault fault : Fault.values()) {
            boolean happened = true;
            for (int at = 1; happened; at += Campaign.isFull() ? 1 : inShortEvery) {
                happened = oneFault(name, deed, fault, at);
            }
        }
        campaign.finish();
    }

    private boolean oneFault(String name, Deed deed, Fault fault, int at) throws InterruptedException {
        MemoryStorage storage = before.copy();
        var faulty = new FaultyStorage(storage, at, fault);
        String what = name + ", " + fault + " at call " + at;
        var outcome = new AtomicReference<Outcome>();
        Optional<Throwable> end = FaultRun.run(() -> outcome.set(deed.on(faulty)), faulty, fault);
        if (!faulty.happened()) {
            assertThat(end).as(what).isEmpty();
            return false;
        }
        campaign.count("storage faults");
        FaultRun.forgetUnreadableLocks(storage, fault);
        if (end.isPresent()) {
            FaultRun.assertSaid(end.get(), what);
        } else {
            outcome.get().check(storage, fault, what);
        }
        // A backup into which a wrong byte was written is called damaged, and the outcome looks at that.
        if (!fault.name().startsWith("WRITES")) {
            witness.check(storage, 2, what);
        } else {
            witness.checkFiles(storage, what);
        }
        return true;
    }

    @Test
    void ofABackup() throws Exception {
        everyFaultInABackup("a backup");
    }

    @Test
    void ofABackupThatIsEncryptedAndSigned() throws Exception {
        keys = Keyring.generate().writer();
        inShortEvery = 11;
        everyFaultInABackup("an encrypted backup");
    }

    private void everyFaultInABackup(String name) throws InterruptedException {
        everyFaultIn(name, faulty -> {
            BackupId id = Witness.backUp(2, faulty, keys);
            return (storage, fault, what) -> {
                if (!fault.name().startsWith("WRITES")) {
                    var after = new Witness(witness);
                    after.remember(id, 2, storage);
                    after.checkListed(storage, 2, what);
                } else if (!Witness.isHonest(storage, id, 2, keys)) {
                    campaign.falselyListed(what);
                }
            };
        });
    }

    @Test
    void ofAFirstBackup() throws Exception {
        campaign = new Campaign("storage faults of a first backup");
        for (Fault fault : Fault.values()) {
            boolean happened = true;
            for (int at = 1; happened; at++) {
                var storage = new MemoryStorage();
                var faulty = new FaultyStorage(storage, at, fault);
                String what = "a first backup, " + fault + " at call " + at;
                var made = new AtomicReference<BackupId>();
                FaultRun.run(() -> made.set(Witness.backUp(0, faulty)), faulty, fault)
                        .ifPresent(e -> FaultRun.assertSaid(e, what));
                happened = faulty.happened();
                campaign.count("storage faults", happened ? 1 : 0);
                FaultRun.forgetUnreadableLocks(storage, fault);
                if (fault.name().startsWith("WRITES")) {
                    if (made.get() != null && !Witness.isHonest(storage, made.get(), 0)) {
                        campaign.falselyListed(what);
                    }
                } else {
                    var fresh = new Witness(campaign);
                    if (made.get() != null) {
                        fresh.remember(made.get(), 0, storage);
                    }
                    fresh.check(storage, 0, what);
                }
            }
        }
        campaign.finish();
    }

    @Test
    void ofAVerification() throws Exception {
        everyFaultIn("a verification", faulty -> {
            boolean intact = BackupRepository.in(faulty).verify(first) instanceof Intact;
            return (storage, fault, what) -> {
                if (intact && !Witness.isHonest(storage, first, 0)) {
                    campaign.falselyListed(what);
                }
            };
        });
    }

    /** The database is as it was, or as the backup has it; the backup that was taken for safety is whole. */
    @Test
    void ofARestore() throws Exception {
        var database = new AtomicReference<MemoryDatabase>();
        everyFaultIn("a restore", faulty -> {
            database.set(MemoryDatabase.generation(2));
            try {
                Guard guard = Witness.guard(database.get(), faulty);
                var report = guard.restore().backup(first).run();
                return (storage, fault, what) -> {
                    if (!holds(database.get(), 0)) {
                        campaign.falselyListed(what + ": restored to something else");
                    }
                    if (!Witness.isHonest(storage, report.safetyBackup().orElseThrow(), 2)) {
                        campaign.falselyListed(what + ": the safety backup");
                    }
                };
            } catch (DbGuardException e) {
                if (!holds(database.get(), 2)) {
                    campaign.lost("a restore that failed changed the database: " + e.getMessage());
                }
                throw e;
            }
        });
    }

    private static boolean holds(MemoryDatabase database, int generation) {
        return database.tables().equals(MemoryDatabase.generation(generation).tables());
    }

    @Test
    void ofAList() throws Exception {
        everyFaultIn("a list", faulty -> {
            BackupListing listing = BackupRepository.in(faulty).list();
            return (storage, fault, what) -> {
                Set<String> named = new HashSet<>();
                listing.backups()
                        .forEach(backup -> named.add(backup.header().id().value()));
                listing.damaged().forEach(damage -> named.add(damage.file()));
                if (named.size() < 2) {
                    campaign.lost(what + ": neither listed nor named as damaged");
                }
            };
        });
    }

    @Test
    void ofAnExport() throws Exception {
        var number = new int[1];
        BackupId[] exported = new BackupId[1];
        var clean = new MemoryStorage();
        exported[0] = Witness.backUp(0, clean);
        Path expected = folder.resolve("expected");
        BackupRepository.in(clean).exportCsv(exported[0], expected);
        everyFaultIn("an export", faulty -> {
            Path to = folder.resolve("export" + ++number[0]);
            BackupRepository.in(faulty).exportCsv(first, to);
            return (storage, fault, what) -> {
                for (String table : MemoryDatabase.generation(0).tables().keySet()) {
                    assertThat(to.resolve("main." + table + ".csv"))
                            .as(what)
                            .hasSameBinaryContentAs(expected.resolve("main." + table + ".csv"));
                }
            };
        });
    }
}

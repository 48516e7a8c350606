package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.BackupRepository;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.Verification.Damaged;
import io.dbguard.api.retention.Retention;
import io.dbguard.chaos.memory.MemoryDatabase;
import io.dbguard.chaos.memory.MemoryStorage;
import io.dbguard.spi.storage.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every byte of every file of a small repository is changed, every file is cut off at every length and gets one byte more.
 * Each of these is noticed by those who look, and costs no table but the one whose rows the file holds.
 */
class ByteChangesTest {
    private static final int[] CHANGES = Campaign.isFull()
            ? new int[] {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF}
            : new int[] {0x01, 0xFF};

    private static final int SHORT_SEALED = 200;
    private static final int SHORT_NOTES = 400;
    private static final List<String> NOTES = List.of("verified/rotation.json", "copies/", "pinned/");

    private final MemoryStorage storage = new MemoryStorage();
    private RepositoryKeys keys = RepositoryKeys.NONE;
    private Campaign campaign;
    private final Map<BackupId, Map<String, List<String>>> content =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private final Map<String, Set<String>> tablesOfBlob = new HashMap<>();

    private void twoBackupsThatShareBlobs() {
        for (int generation = 0; generation < 2; generation++) {
            BackupId id = Witness.backUp(generation, storage, keys);
            content.put(id, MemoryDatabase.generation(generation).tables());
            repository(storage).verify(id);
            Manifest manifest = repository(storage).manifest(id);
            String suffix = keys.recipients().isEmpty() ? ".zst" : ".zst.age";
            manifest.tables()
                    .forEach(table -> table.chunks()
                            .forEach(chunk -> tablesOfBlob
                                    .computeIfAbsent(
                                            "blobs/" + chunk.blob().substring(0, 2) + "/" + chunk.blob() + suffix,
                                            b -> new HashSet<>())
                                    .add(table.table().name().table())));
        }
    }

    private BackupRepository repository(Storage place) {
        return BackupRepository.in(place).with(keys);
    }

    @Test
    void areNoticedAndCostNoOtherTable() {
        campaign = new Campaign("byte changes");
        twoBackupsThatShareBlobs();
        storage.copy().files().forEach((path, whole) -> {
            for (int at = 0; at < whole.length; at++) {
                for (int change : CHANGES) {
                    byte[] changed = whole.clone();
                    changed[at] ^= (byte) change;
                    check(path, changed, "byte " + at + " xor " + change, at % 16 == 0);
                }
                check(path, Arrays.copyOf(whole, at), "cut at " + at, at % 16 == 0);
            }
            check(path, Arrays.copyOf(whole, whole.length + 1), "one byte more", true);
        });
        campaign.finish();
        assertThat(campaign.figure("byte changes")).isGreaterThan(10_000);
    }

    /** To open what is encrypted takes its time, so the short campaign takes some of the changes. */
    @Test
    void areNoticedInAnEncryptedAndSignedRepository() {
        campaign = new Campaign("byte changes in an encrypted repository");
        keys = Keyring.generate().writer();
        twoBackupsThatShareBlobs();
        MemoryStorage whole = storage.copy();
        assertThat(whole.files().keySet()).anyMatch(path -> path.endsWith(".head"));
        assertThat(whole.files().keySet()).anyMatch(path -> path.endsWith(".blobs"));
        assertThat(whole.files().keySet()).anyMatch(path -> path.endsWith(".sig"));
        changeSome(SHORT_SEALED, whole.files());
    }

    /** What stands beside the backups is a note: changed, it counts as none, and a pin still pins. */
    @Test
    void costNoPinAndMakeNoNoteSaySomethingElse() {
        campaign = new Campaign("byte changes in notes");
        twoBackupsThatShareBlobs();
        BackupId pinned = content.keySet().iterator().next();
        repository(storage).pin(pinned);
        assertThat(repository(storage).verifySample(50).share()).isEqualTo(1);
        assertThat(repository(storage)
                        .withCopies(new MemoryStorage())
                        .copy()
                        .get(0)
                        .upToDate())
                .isTrue();
        Map<String, byte[]> notes = new TreeMap<>(storage.copy().files());
        notes.keySet().removeIf(path -> NOTES.stream().noneMatch(path::startsWith));
        assertThat(notes).hasSize(NOTES.size());
        changeSome(SHORT_NOTES, notes);
    }

    /** A change of a file. */
    private record Change(String path, byte[] changed, String what) {}

    private void changeSome(int inShort, Map<String, byte[]> files) {
        List<Change> changes = new ArrayList<>();
        files.forEach((path, whole) -> {
            for (int at = 0; at < whole.length; at++) {
                byte[] changed = whole.clone();
                changed[at] ^= (byte) (1 << at % 8);
                changes.add(new Change(path, changed, "byte " + at + " with a bit changed"));
                changes.add(new Change(path, Arrays.copyOf(whole, at), "cut at " + at));
            }
            changes.add(new Change(path, Arrays.copyOf(whole, whole.length + 1), "one byte more"));
        });
        List<Change> some = campaign.some(inShort, changes);
        for (int i = 0; i < some.size(); i++) {
            check(some.get(i).path, some.get(i).changed, some.get(i).what, i % 16 == 0);
        }
        campaign.finish();
        assertThat(campaign.figure("byte changes")).isEqualTo(some.size());
    }

    private void check(String path, byte[] changed, String change, boolean restoring) {
        campaign.count("byte changes");
        String what = path + ", " + change;
        byte[] whole = storage.files().put(path, changed);
        if (!isNoticed(path)) {
            campaign.falselyListed(what);
        }
        if (restoring || (Campaign.isFull() && keys.recipients().isEmpty())) {
            checkOthers(path, what);
        }
        storage.files().put(path, whole);
    }

    /** Looks as an application would: at the list first, then at each backup of it. Nothing is repaired by looking. */
    private boolean isNoticed(String path) {
        MemoryStorage looked = storage.copy();
        BackupListing listing;
        try {
            listing = repository(looked).list();
        } catch (DbGuardException e) {
            return false; // A damaged file must not hide all backups.
        }
        if (NOTES.stream().anyMatch(path::startsWith)) {
            return isOfNoConsequence(path, looked);
        }
        if (path.startsWith("audit/")) {
            return !repository(looked).auditTrail().problems().isEmpty();
        }
        boolean named = listing.damaged().stream().anyMatch(damage -> isMeant(damage.file(), path));
        boolean forgotten = path.startsWith("verified/")
                && listing.backups().stream()
                        .anyMatch(backup -> path.contains(backup.header().id().value())
                                && backup.verifiedAt().isEmpty());
        return named
                || forgotten
                || content.keySet().stream()
                        .anyMatch(id -> repository(looked).verify(id) instanceof Damaged damaged
                                && damaged.damages().stream().anyMatch(d -> isMeant(d.file(), path)));
    }

    /** What belongs to a manifest is named with it. */
    private boolean isMeant(String named, String path) {
        return path.startsWith(named)
                || content.keySet().stream()
                        .map(id -> "manifests/" + id + ".")
                        .anyMatch(start -> path.startsWith(start) && named.startsWith(start));
    }

    /** The backup stays pinned; what copies and samples there were is forgotten, not told wrong. */
    private boolean isOfNoConsequence(String path, MemoryStorage looked) {
        if (path.startsWith("pinned/")) {
            return repository(looked).prune(Retention.last(1)).dryRun().removedBackups() == 0;
        }
        if (path.startsWith("copies/")) {
            return repository(looked).copies().isEmpty();
        }
        return repository(looked).verifySample(50).share() == 1;
    }

    /** Restores each table that the file does not belong to, alone; where the manifest is hit, from the other backup. */
    private void checkOthers(String path, String what) {
        for (var backup : content.entrySet()) {
            if (path.startsWith("manifests/" + backup.getKey())) {
                continue;
            }
            for (String table : backup.getValue().keySet()) {
                if (!tablesOfBlob.getOrDefault(path, Set.of()).contains(table)) {
                    checkRestores(backup.getKey(), table, backup.getValue().get(table), what);
                }
            }
        }
    }

    private void checkRestores(BackupId id, String table, List<String> rows, String what) {
        var target = new MemoryDatabase();
        try {
            Witness.guard(target, storage, keys)
                    .restore()
                    .backup(id)
                    .table(table)
                    .run();
            if (!rows.equals(target.tables().get(table))) {
                campaign.falselyListed(what + ": " + table + " is restored to something else");
            }
        } catch (DbGuardException e) {
            campaign.lost(what + ": " + table + " cannot be restored: " + e.getMessage());
        }
    }
}

package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.BackupRepository;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.Verification.Damaged;
import io.dbguard.chaos.memory.MemoryDatabase;
import io.dbguard.chaos.memory.MemoryStorage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every byte of every file of a small repository is changed, every file is cut off at every length and gets one byte more.
 * Each of these is noticed by those who look, and costs no table but the one whose rows the file holds.
 */
class ByteChangesTest {
    private static final int[] CHANGES = Campaign.isFull()
            ? new int[] {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xFF}
            : new int[] {0x01, 0xFF};

    private final Campaign campaign = new Campaign("byte changes");
    private final MemoryStorage storage = new MemoryStorage();
    private final Map<BackupId, Map<String, List<String>>> content =
            new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
    private final Map<String, Set<String>> tablesOfBlob = new HashMap<>();

    @BeforeEach
    void twoBackupsThatShareBlobs() {
        for (int generation = 0; generation < 2; generation++) {
            BackupId id = Witness.backUp(generation, storage);
            content.put(id, MemoryDatabase.generation(generation).tables());
            BackupRepository.in(storage).verify(id);
            Manifest manifest = BackupRepository.in(storage).manifest(id);
            manifest.tables()
                    .forEach(table -> table.chunks()
                            .forEach(chunk -> tablesOfBlob
                                    .computeIfAbsent(
                                            "blobs/" + chunk.blob().substring(0, 2) + "/" + chunk.blob() + ".zst",
                                            b -> new HashSet<>())
                                    .add(table.table().name().table())));
        }
    }

    @Test
    void areNoticedAndCostNoOtherTable() {
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

    private void check(String path, byte[] changed, String change, boolean restoring) {
        campaign.count("byte changes");
        String what = path + ", " + change;
        byte[] whole = storage.files().put(path, changed);
        if (!isNoticed(path)) {
            campaign.falselyListed(what);
        }
        if (restoring || Campaign.isFull()) {
            checkOthers(path, what);
        }
        storage.files().put(path, whole);
    }

    /** Looks as an application would: at the list first, then at each backup of it. Nothing is repaired by looking. */
    private boolean isNoticed(String path) {
        MemoryStorage looked = storage.copy();
        BackupListing listing;
        try {
            listing = BackupRepository.in(looked).list();
        } catch (DbGuardException e) {
            return false; // A damaged file must not hide all backups.
        }
        boolean named = listing.damaged().stream().anyMatch(damage -> path.startsWith(damage.file()));
        boolean forgotten = path.startsWith("verified/")
                && listing.backups().stream()
                        .anyMatch(backup -> path.contains(backup.header().id().value())
                                && backup.verifiedAt().isEmpty());
        return named
                || forgotten
                || content.keySet().stream()
                        .anyMatch(id -> BackupRepository.in(looked).verify(id) instanceof Damaged damaged
                                && damaged.damages().stream().anyMatch(d -> path.equals(d.file())));
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
            Witness.guard(target, storage).restore().backup(id).table(table).run();
            if (!rows.equals(target.tables().get(table))) {
                campaign.falselyListed(what + ": " + table + " is restored to something else");
            }
        } catch (DbGuardException e) {
            campaign.lost(what + ": " + table + " cannot be restored: " + e.getMessage());
        }
    }
}

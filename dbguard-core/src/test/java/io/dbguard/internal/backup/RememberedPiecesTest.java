package io.dbguard.internal.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.report.Verification;
import io.dbguard.chaos.memory.MemoryStorage;
import io.dbguard.contract.UrlDataSource;
import io.dbguard.internal.Connections;
import io.dbguard.internal.Pace;
import io.dbguard.internal.Target;
import io.dbguard.internal.repository.KnownPieces;
import io.dbguard.internal.repository.PieceNote;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.seal.AgeKeyPair;
import io.dbguard.internal.verify.VerifyJob;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pieces that are known to have the same rows are not read again, and nothing else is taken from memory. */
class RememberedPiecesTest {
    private static final AgeKeyPair AGE = AgeKeyPair.generate();

    private final MemoryStorage storage = new MemoryStorage();
    private final StampedDatabase database = new StampedDatabase();
    private RepositoryKeys keys = RepositoryKeys.NONE;

    @BeforeEach
    void fill() {
        database.put(0, "one", "1\tfirst\n".repeat(2000));
        database.put(1, "one", "2\tsecond\n".repeat(2000));
        database.put(2, "one", "3\tthird\n".repeat(2000));
    }

    private Repository repository() {
        return Repository.openOrCreate(storage, keys);
    }

    /** Takes a backup and makes sure that it holds what the database holds. */
    private Manifest backup() {
        database.read().clear();
        database.asked().clear();
        database.marks().clear();
        BackupOrder order =
                BackupOrder.everything("", BackupReason.AFTER_WRITE, false).onlyIfChanged();
        var target = new Target(
                new UrlDataSource("jdbc:none", "", ""),
                database,
                Duration.ZERO,
                ProgressListener.NONE,
                new Connections(1),
                Pace.FREE,
                Map.of());
        Manifest manifest = new BackupJob(target, repository(), order).take().manifest();
        return manifest;
    }

    private Manifest goodBackup() {
        Manifest manifest = backup();
        assertThat(rows(manifest)).isEqualTo(database.rows());
        assertThat(new VerifyJob(repository(), manifest.header().id(), ProgressListener.NONE).run())
                .isInstanceOf(Verification.Intact.class);
        return manifest;
    }

    private String rows(Manifest manifest) {
        var text = new StringBuilder();
        manifest.tables()
                .forEach(table -> table.chunks()
                        .forEach(chunk ->
                                text.append(new String(repository().blobs().get(chunk)))));
        return text.toString();
    }

    @Test
    void anErrorLeavesNoLock() throws IOException {
        database.failWith(new NoClassDefFoundError("of a driver"));
        assertThatThrownBy(this::backup).isInstanceOf(NoClassDefFoundError.class);
        assertThat(storage.list("locks")).isEmpty();
    }

    @Test
    void onlyWhatHasChangedIsRead() {
        goodBackup();
        assertThat(database.read()).containsExactly(0L, 1L, 2L);
        database.put(1, "two", "2\tchanged\n".repeat(1000));
        goodBackup();
        assertThat(database.read()).containsExactly(1L);
        goodBackup();
        assertThat(database.read()).isEmpty();
    }

    @Test
    void whatNobodyHasWrittenToIsNotEvenAskedFor() {
        database.untouched(0L, 1L);
        goodBackup();
        assertThat(database.marks()).isEmpty();
        goodBackup();
        assertThat(database.asked()).containsExactly(2L);
        database.put(1, "two", "2\tchanged\n".repeat(1000));
        database.untouched(0L);
        goodBackup();
        assertThat(database.asked()).containsExactly(1L, 2L);
        assertThat(database.read()).containsExactly(1L);
        assertThat(database.marks()).as("each backup builds on the one before").containsExactly("||");
    }

    @Test
    void whatNobodyHasWrittenToIsReadAfterAChangeOfIdentity() {
        database.untouched(0L, 1L, 2L);
        goodBackup();
        database.identity("with one more column");
        goodBackup();
        assertThat(database.read()).hasSize(3);
    }

    @Test
    void whatNobodyHasWrittenToIsReadNowAndThen() {
        database.untouched(0L, 1L, 2L);
        makeOlder(goodBackup().header().id(), 2);
        goodBackup();
        assertThat(database.read()).containsExactly(2L);
        goodBackup();
        assertThat(database.asked()).isEmpty();
    }

    @Test
    void aWriteThatTheAccountDidNotHaveBecomesAnAlarm() {
        database.untouched(0L, 1L, 2L);
        makeOlder(goodBackup().header().id(), 2);
        database.put(0, "two", "1\tchanged\n".repeat(2000));
        database.put(2, "two", "3\tchanged\n".repeat(2000));
        Manifest second = backup();
        assertThat(rows(second)).isEqualTo(database.rows());
        assertThat(second.header().alarms()).singleElement().asString().startsWith("missed: rows of main.t");
    }

    @Test
    void anotherIdentityMeansThatAllIsRead() {
        goodBackup();
        database.identity("with one more column");
        goodBackup();
        assertThat(database.read()).hasSize(3);
    }

    @Test
    void whatCannotBeAskedIsRead() {
        goodBackup();
        database.identity("");
        goodBackup();
        assertThat(database.read()).hasSize(3);
    }

    @Test
    void whatIsNotStoredAnyMoreIsRead() {
        Manifest first = goodBackup();
        String blob = first.tables().get(0).chunks().get(1).blob();
        storage.files().keySet().removeIf(path -> path.contains(blob));
        goodBackup();
        assertThat(database.read()).containsExactly(1L);
    }

    @Test
    void aBackupThatWasFoundDamagedIsNoMemory() {
        BackupId first = goodBackup().header().id();
        repository().verifications().recordDamage(first, Instant.now());
        goodBackup();
        assertThat(database.read()).hasSize(3);
    }

    @Test
    void anyChangedByteOfTheMemoryMakesItWorthless() {
        String note = "pieces/" + goodBackup().header().id() + ".json";
        storage.files().get(note)[400] ^= 1;
        goodBackup();
        assertThat(database.read()).hasSize(3);
    }

    @Test
    void aChangeThatNothingShowsBecomesAnAlarmAndAllIsRead() {
        Manifest first = goodBackup();
        makeOlder(first.header().id(), 0);
        database.put(0, "one", "1\tforged\n".repeat(2000));
        database.put(2, "one", "3\tforged\n".repeat(2000));
        Manifest second = backup();
        assertThat(rows(second)).isEqualTo(database.rows());
        assertThat(database.read()).containsOnly(0L, 1L, 2L);
        assertThat(second.header().alarms())
                .singleElement()
                .asString()
                .startsWith("missed: rows of main.t have changed unseen");
        assertThat(backup().header().alarms()).isEmpty();
    }

    @Test
    void whatWasNotReadForLongIsReadAgain() {
        makeOlder(goodBackup().header().id(), 2);
        goodBackup();
        assertThat(database.read()).containsExactly(2L);
        goodBackup();
        assertThat(database.read()).isEmpty();
    }

    /** Lets a piece be one that was read long ago. */
    private void makeOlder(BackupId id, int piece) {
        KnownPieces known = repository().pieceNotes().find(id).orElseThrow();
        List<PieceNote> notes = new ArrayList<>(known.pieces());
        PieceNote note = notes.get(piece);
        notes.set(
                piece,
                new PieceNote(
                        note.place(),
                        note.key(),
                        note.read().minus(PieceMemory.TRUST),
                        note.rows(),
                        note.fingerprint(),
                        note.chunks()));
        repository().pieceNotes().write(id, new KnownPieces(notes, known.mark()));
    }

    @Test
    void anEncryptedRepositoryIsRememberedByAWriterThatCannotReadIt() {
        keys = RepositoryKeys.NONE.encryptTo(AGE.recipient());
        backup();
        database.put(1, "two", "few\n");
        backup();
        assertThat(database.read()).containsExactly(1L);
        backup();
        assertThat(database.read()).as("of few rows no digest is kept").containsExactly(1L);
        keys = keys.identity(AGE.identity());
        goodBackup();
    }

    private static PrivateKey signingKey() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();
    }

    @Test
    void whereBackupsAreSignedMemoryIsToo() throws GeneralSecurityException {
        goodBackup();
        keys = RepositoryKeys.NONE.signWith(signingKey());
        goodBackup();
        assertThat(database.read()).as("the memory is not signed").hasSize(3);
        goodBackup();
        assertThat(database.read()).isEmpty();
        keys = RepositoryKeys.NONE.signWith(signingKey());
        goodBackup();
        assertThat(database.read()).as("signed by a stranger").hasSize(3);
    }
}

package io.dbguard.internal.backup;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.seal.AgeKeyPair;
import io.dbguard.internal.verify.VerifyJob;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A blob that has rotted is not built upon once that is known. */
class KnownDamageTest {
    private static final AgeKeyPair AGE = AgeKeyPair.generate();

    private final MemoryStorage storage = new MemoryStorage();
    private final StampedDatabase database = new StampedDatabase();
    private RepositoryKeys keys = RepositoryKeys.NONE;

    private Repository repository() {
        return Repository.openOrCreate(storage, keys);
    }

    private Manifest backup(boolean onlyIfChanged) {
        var target = new Target(
                new UrlDataSource("jdbc:none", "", ""),
                database,
                Duration.ZERO,
                ProgressListener.NONE,
                new Connections(1),
                Pace.FREE,
                Map.of());
        BackupOrder order = BackupOrder.everything("", BackupReason.MANUAL, false);
        return new BackupJob(target, repository(), onlyIfChanged ? order.onlyIfChanged() : order)
                .take()
                .manifest();
    }

    private boolean isIntact(BackupId id) {
        return new VerifyJob(repository(), id, ProgressListener.NONE).run() instanceof Verification.Intact;
    }

    private void damage(Manifest manifest) {
        String blob = manifest.tables().get(0).chunks().get(0).blob();
        storage.files().forEach((path, content) -> {
            if (path.contains(blob)) {
                content[content.length / 2] ^= 1;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theNextBackupWritesItAgainAndMendsTheOlderOne(boolean onlyIfChanged) {
        database.put(0, "one", "1\tfirst\n".repeat(2000));
        Manifest first = backup(onlyIfChanged);
        damage(first);
        assertThat(isIntact(first.header().id())).isFalse();
        assertThat(isIntact(backup(onlyIfChanged).header().id())).isTrue();
        assertThat(isIntact(first.header().id())).isTrue();
    }

    @Test
    void theNextEncryptedBackupIsWhole() {
        keys = RepositoryKeys.NONE.encryptTo(AGE.recipient()).identity(AGE.identity());
        database.put(0, "one", "1\tfirst\n".repeat(2000));
        Manifest first = backup(false);
        damage(first);
        assertThat(isIntact(first.header().id())).isFalse();
        assertThat(isIntact(backup(false).header().id())).isTrue();
    }
}

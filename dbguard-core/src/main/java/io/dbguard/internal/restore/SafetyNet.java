package io.dbguard.internal.restore;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.spi.database.DatabaseView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backup of what a restore is about to change. It is taken before the restore holds any lock, so that nobody has to wait
 * for it; where somebody has written to those tables since, it is taken again, and if need be under the locks, as far as the
 * database has such.
 */
final class SafetyNet {
    private static final Logger LOG = LoggerFactory.getLogger(SafetyNet.class);
    private static final String LABEL = "before-restore";

    private final Function<BackupOrder, Manifest> backups;
    private final boolean wanted;
    private Optional<Manifest> saved = Optional.empty();

    /**
     * Creates the net.
     *
     * @param backups backs up what is there
     * @param wanted whether that is to be done
     */
    SafetyNet(Function<BackupOrder, Manifest> backups, boolean wanted) {
        this.backups = backups;
        this.wanted = wanted;
    }

    boolean isWanted() {
        return wanted;
    }

    /** Returns the backup that holds what was there, if one was needed. */
    Optional<BackupId> backup() {
        return saved.map(manifest -> manifest.header().id());
    }

    /** Takes the backup if there is something to lose. */
    void spread(Plan foreseen) {
        if (wanted && foreseen.touchesWhatIsThere()) {
            take();
        }
    }

    /**
     * Returns whether the backup has all that the plan takes away.
     *
     * @param plan made under the locks
     * @param now the database under the locks
     * @param known what tables hold that have been read under them
     */
    boolean holds(Plan plan, DatabaseView now, Map<TableName, FingerprintSum> known) {
        return !wanted || !plan.touchesWhatIsThere() || holds(atStake(plan, now), now, known);
    }

    /** Takes another backup, since the last one does not hold all any more. */
    void takeAgain() {
        LOG.info("What is to be restored over has changed since it was backed up, and is backed up once more");
        take();
    }

    private void take() {
        saved = Optional.of(backups.apply(BackupOrder.everything(LABEL, BackupReason.BEFORE_RESTORE, true)));
    }

    private static List<Table> atStake(Plan plan, DatabaseView now) {
        Set<TableName> changed = plan.touched();
        return now.schema().tables().stream()
                .filter(table -> changed.contains(table.name())
                        || plan.drop().stream().anyMatch(object -> object.id().equals(table.object())))
                .toList();
    }

    private boolean holds(List<Table> tables, DatabaseView now, Map<TableName, FingerprintSum> known) {
        if (saved.isEmpty()) {
            return false;
        }
        Map<TableName, TableContent> contents = new HashMap<>();
        saved.get().tables().forEach(content -> contents.put(content.table().name(), content));
        for (Table table : tables) {
            TableContent content = contents.get(table.name());
            if (content == null || !content.table().columns().equals(table.columns())) {
                return false;
            }
            FingerprintSum rows = known.get(table.name());
            if (!(rows == null ? FingerprintSum.of(now, table) : rows).isOf(content)) {
                return false;
            }
        }
        return true;
    }
}

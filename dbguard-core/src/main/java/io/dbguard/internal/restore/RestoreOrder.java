package io.dbguard.internal.restore;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.merge.RowRules;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a restore is asked to bring back.
 *
 * @param backup the backup
 * @param content what of it
 * @param names under which names
 * @param rows which rows, and how
 * @param caution what to do first, and when to refuse
 * @param connections on how many connections at once; with more than one not in one transaction
 */
public record RestoreOrder(
        BackupId backup, RestoreContent content, RestoreNames names, RowRules rows, Caution caution, int connections) {

    /**
     * Orders the whole of a backup, or some tables, as they were.
     *
     * @param backup the backup
     * @param tables names of the chosen tables; empty for all
     * @param safetyBackup whether to back up what is there before
     */
    public static RestoreOrder of(BackupId backup, List<String> tables, boolean safetyBackup) {
        return new RestoreOrder(
                backup,
                RestoreContent.of(tables),
                RestoreNames.AS_THEY_ARE,
                RowRules.REPLACE,
                new Caution(safetyBackup, true),
                1);
    }

    /** Returns the same order for another backup. */
    public RestoreOrder withBackup(BackupId changed) {
        return new RestoreOrder(changed, content, names, rows, caution, connections);
    }

    /** Returns the same order of other content. */
    public RestoreOrder content(UnaryOperator<RestoreContent> change) {
        return new RestoreOrder(backup, change.apply(content), names, rows, caution, connections);
    }

    /** Returns the same order under other names. */
    public RestoreOrder names(UnaryOperator<RestoreNames> change) {
        return new RestoreOrder(backup, content, change.apply(names), rows, caution, connections);
    }

    /** Returns the same order of other rows. */
    public RestoreOrder rows(UnaryOperator<RowRules> change) {
        return new RestoreOrder(backup, content, names, change.apply(rows), caution, connections);
    }

    /** Returns the same order with other caution. */
    public RestoreOrder caution(UnaryOperator<Caution> change) {
        return new RestoreOrder(backup, content, names, rows, change.apply(caution), connections);
    }

    /** Returns the same order on other connections. */
    public RestoreOrder withConnections(int changed) {
        return new RestoreOrder(backup, content, names, rows, caution, changed);
    }
}

package io.dbguard.api.migration;

import io.dbguard.api.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a statement was seen to do.
 *
 * @param script the script's name
 * @param line the line on which it starts, from 1
 * @param head its first words, such as {@code ALTER TABLE users}
 * @param took how long it took on the copy; on a busy server it first waits for its locks
 * @param locks the locks it took beyond those that its transaction had
 * @param locksSeen whether its locks could be seen; if not there are none here, whatever it took
 * @param rewritten the tables that it wrote anew
 */
public record StatementRun(
        String script,
        int line,
        String head,
        Duration took,
        List<ObservedLock> locks,
        boolean locksSeen,
        Set<TableName> rewritten) {

    /** Copies the collections, so that this can be shared. */
    public StatementRun {
        locks = List.copyOf(locks);
        rewritten = Set.copyOf(rewritten);
    }
}

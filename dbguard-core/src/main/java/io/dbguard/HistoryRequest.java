package io.dbguard;

import io.dbguard.api.report.RowHistory;
import io.dbguard.internal.history.HistoryJob;
import io.dbguard.internal.history.HistoryOrder;
import io.dbguard.internal.lock.RepositoryLocks;
import io.dbguard.internal.repository.Repository;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A search for all that a row was in the backups of a database. It changes nothing. Immutable: every method returns a new
 * request.
 */
public final class HistoryRequest {
    private final Supplier<Repository> repository;
    private final String table;
    private final Optional<String> database;

    private HistoryRequest(Supplier<Repository> repository, String table, Optional<String> database) {
        this.repository = repository;
        this.table = table;
        this.database = database;
    }

    static HistoryRequest of(Supplier<Repository> repository, String table) {
        return new HistoryRequest(repository, table, Optional.empty());
    }

    /**
     * Names the database, where the repository holds backups of several. All of that name count as one, so that the history of one
     * that was restored elsewhere goes on.
     *
     * @param name the database's name
     */
    public HistoryRequest database(String name) {
        return new HistoryRequest(repository, table, Optional.of(name));
    }

    /**
     * Looks for a row in all backups that may hold its table. A backup whose table is the same as in the one before is not read,
     * and neither is any part of a table that was read before.
     *
     * @param row the value of the key, or columns with their values, as in {@code id=42} or {@code tenant=7,id=42}. Values are
     *     compared as the text that the database makes of them. Where columns are given that are no key, several rows may fit, up to
     *     1000
     * @throws io.dbguard.api.RequestException if no backup holds such a table, or the row cannot be told
     * @throws io.dbguard.api.DbGuardException if the repository cannot be read; single backups that cannot are named in the
     *     result
     */
    public RowHistory of(String row) {
        Repository opened = repository.get();
        return opened.locks()
                .reading("history", RepositoryLocks.USUAL_WAIT)
                .during(() -> new HistoryJob(opened, new HistoryOrder(table, row, database)).run());
    }
}

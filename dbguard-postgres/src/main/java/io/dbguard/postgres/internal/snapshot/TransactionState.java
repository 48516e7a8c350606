package io.dbguard.postgres.internal.snapshot;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.Optional;

/**
 * A text that changes with every transaction that could have changed anything. Rows and definitions come and go only with
 * transactions that have an id, so equal snapshots see the same (PostgreSQL docs, 9.26.8), as long as ids mean the same.
 */
final class TransactionState {
    private static final String TEXT = "SELECT pg_catalog.pg_current_snapshot()::text";

    private TransactionState() {}

    /** Returns the text, empty where the server does not tell or only replays what another one did. */
    static Optional<String> read(PgSession session) {
        return TransactionEra.read(session)
                .map(era -> era + "/"
                        + session.query("ask what has changed", TEXT, row -> row.getString(1))
                                .get(0));
    }
}

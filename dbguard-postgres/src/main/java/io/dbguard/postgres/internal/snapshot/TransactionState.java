package io.dbguard.postgres.internal.snapshot;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.Optional;

/**
 * A text that changes with every transaction that could have changed anything. Rows and definitions come and go only with
 * transactions that have an id, so equal snapshots see the same (PostgreSQL docs, 9.26.8). The rest of the text is there
 * because ids mean nothing to another cluster or timeline, might be used again after a crash, and because another role may
 * see other things.
 */
final class TransactionState {
    private static final String TEXT = """
            SELECT concat_ws('/', pg_catalog.pg_current_snapshot()::text, s.system_identifier, c.timeline_id,
                             extract(epoch FROM pg_catalog.pg_postmaster_start_time()),
                             (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()), current_user)
              FROM pg_catalog.pg_control_system() s, pg_catalog.pg_control_checkpoint() c
             WHERE NOT pg_catalog.pg_is_in_recovery()
            """;

    private TransactionState() {}

    /** Returns the text, empty where the server does not tell or only replays what another one did. */
    static Optional<String> read(PgSession session) {
        return ServerIdentity.mayAsk(session)
                ? session.query("ask what has changed", TEXT, row -> row.getString(1)).stream()
                        .findFirst()
                : Optional.empty();
    }
}

package io.dbguard.postgres.internal.snapshot;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.Optional;

/**
 * As long as this text is the same, the id of a transaction stands for the same transaction. Ids mean nothing to another
 * cluster or timeline. A crash may lose transactions that did not wait for the disk, and their ids are given away again:
 * the server was started anew then, or, if only one of its processes died, has thrown its statistics away (PostgreSQL
 * docs, 28.2). And after 2^32 ids they begin anew; the era ends long before that. The database and the role are part of it
 * since both decide what is seen.
 */
final class TransactionEra {
    private static final String TEXT = """
            SELECT concat_ws('/', s.system_identifier, c.timeline_id, current_setting('server_version_num'),
                             extract(epoch FROM pg_catalog.pg_postmaster_start_time()),
                             (SELECT extract(epoch FROM stats_reset) FROM pg_catalog.pg_stat_bgwriter),
                             pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint >> 30,
                             (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()), current_user)
              FROM pg_catalog.pg_control_system() s, pg_catalog.pg_control_checkpoint() c
             WHERE NOT pg_catalog.pg_is_in_recovery()
            """;

    private TransactionEra() {}

    /** Returns the text, empty where the server does not tell or only replays what another one did. */
    static Optional<String> read(PgSession session) {
        return ServerIdentity.mayAsk(session)
                ? session.query("ask what transactions mean", TEXT, row -> row.getString(1)).stream()
                        .findFirst()
                : Optional.empty();
    }
}

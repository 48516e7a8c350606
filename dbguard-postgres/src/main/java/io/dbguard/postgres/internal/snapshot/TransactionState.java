package io.dbguard.postgres.internal.snapshot;

import io.dbguard.postgres.internal.session.PgSession;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Two texts. As long as the era is the same, the id of a transaction stands for the same transaction. Ids mean nothing to
 * another cluster or timeline. A crash may lose transactions that did not wait for the disk, and their ids are given away
 * again: the server was started anew then, or, if only one of its processes died, has thrown its statistics away (PostgreSQL
 * docs, 28.2). And after 2^32 ids they begin anew; the era ends long before that. The database and the role are part of it
 * since both decide what is seen.
 *
 * <p>The snapshot changes with every transaction that could have changed anything. Rows and definitions come and go only with
 * transactions that have an id, so equal snapshots of one era see the same (PostgreSQL docs, 9.26.8).
 *
 * @param era as long as it is the same, ids mean the same
 * @param snapshot which ids are seen
 */
record TransactionState(String era, String snapshot) {
    private static final String TEXTS = """
            SELECT concat_ws('/', s.system_identifier, c.timeline_id, current_setting('server_version_num'),
                             extract(epoch FROM pg_catalog.pg_postmaster_start_time()),
                             (SELECT extract(epoch FROM stats_reset) FROM pg_catalog.pg_stat_bgwriter),
                             pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint >> 30,
                             (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()), current_user)
                       AS era,
                   pg_catalog.pg_current_snapshot()::text AS snapshot
              FROM pg_catalog.pg_control_system() s, pg_catalog.pg_control_checkpoint() c
             WHERE NOT pg_catalog.pg_is_in_recovery()
            """;

    /** Returns both, empty where the server does not tell or only replays what another one did. */
    static Optional<TransactionState> read(PgSession session) {
        return ServerIdentity.mayAsk(session)
                ? session
                        .query(
                                "ask what has changed",
                                TEXTS,
                                row -> new TransactionState(row.getString("era"), row.getString("snapshot")))
                        .stream()
                        .findFirst()
                : Optional.empty();
    }

    /** Returns a short text for the era that names nobody. */
    String eraDigest() {
        return UUID.nameUUIDFromBytes(era.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Returns one text for both. */
    String text() {
        return era + "/" + snapshot;
    }
}

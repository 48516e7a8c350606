package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;
import static io.dbguard.postgres.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/**
 * Subscriptions of this database, restored without a connection, so that they are disabled until somebody decides. Only
 * a superuser may read how they connect; for others the census names them.
 */
final class SubscriptionCatalog implements Catalog {
    private static final String READABLE =
            "SELECT has_column_privilege('pg_subscription', 'subconninfo', 'SELECT') AS readable";

    /** By way of JSON, because nearly every version has more columns. */
    private static final String SQL = """
            SELECT s.oid, s.subname, s.subconninfo,
                   (SELECT string_agg(quote_ident(p), ', ' ORDER BY position)
                      FROM unnest(s.subpublications) WITH ORDINALITY u(p, position)) AS publications,
                   concat_ws(', ', 'connect = false',
                       'slot_name = ' || coalesce(quote_literal(s.subslotname), 'NONE'),
                       CASE WHEN j->>'subbinary' = 'true' THEN 'binary = true' END,
                       CASE j->>'substream' WHEN 'true' THEN 'streaming = on' WHEN 't' THEN 'streaming = on'
                                            WHEN 'p' THEN 'streaming = parallel'
                                            WHEN 'f' THEN 'streaming = off' WHEN 'false' THEN 'streaming = off' END,
                       CASE WHEN j->>'subtwophasestate' IN ('p', 'e') THEN 'two_phase = on' END,
                       CASE WHEN j->>'subdisableonerr' = 'true' THEN 'disable_on_error = true' END,
                       CASE WHEN j->>'subpasswordrequired' = 'false' THEN 'password_required = false' END,
                       CASE WHEN j->>'subrunasowner' = 'true' THEN 'run_as_owner = true' END,
                       CASE WHEN j->>'subfailover' = 'true' THEN 'failover = true' END,
                       CASE WHEN j->>'suborigin' <> 'any' THEN 'origin = ' || (j->>'suborigin') END,
                       CASE WHEN s.subsynccommit <> 'off'
                            THEN 'synchronous_commit = ' || quote_literal(s.subsynccommit) END) AS options
              FROM pg_subscription s
             CROSS JOIN LATERAL to_jsonb(s) j
             WHERE s.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        boolean readable = session.query("see what may be read", READABLE, row -> row.getBoolean(1))
                .get(0);
        if (!readable) {
            return List.of();
        }
        return session.query("read the subscriptions", SQL, row -> {
            String name = row.getString("subname");
            String subscription = identifier(name);
            return new CatalogObject(
                            new Address("pg_subscription", row.getLong("oid")),
                            new ObjectId("subscription", "", name),
                            Rank.SUBSCRIPTION)
                    .afterData()
                    .create("CREATE SUBSCRIPTION " + subscription + " CONNECTION "
                            + literal(row.getString("subconninfo")) + " PUBLICATION " + row.getString("publications")
                            + " WITH (" + row.getString("options") + ")")
                    .drop("ALTER SUBSCRIPTION " + subscription + " DISABLE")
                    .drop("ALTER SUBSCRIPTION " + subscription + " SET (slot_name = NONE)")
                    .drop("DROP SUBSCRIPTION IF EXISTS " + subscription);
        });
    }
}

package io.dbguard.postgres.internal.session;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Constraints that do not hold for certain, and indexes that are not there for queries. */
public final class Unproven {
    /** Whoever is no superuser may not see what others are making; but everybody sees who holds which lock. */
    private static final String QUERY = """
            SELECT pg_catalog.format(
                     CASE WHEN pg_catalog.to_jsonb(c) ->> 'conenforced' = 'false'
                          THEN 'the constraint %I of %s is not enforced, so that any row may break it'
                          ELSE 'the constraint %I of %s was never checked against the rows that were there before'
                     END, c.conname, c.conrelid::pg_catalog.regclass)
              FROM pg_catalog.pg_constraint c
             WHERE NOT c.convalidated AND c.conrelid <> 0
            UNION ALL
            SELECT pg_catalog.format(
                     CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p
                                        WHERE p.index_relid = i.indexrelid
                                          AND p.datname = pg_catalog.current_database())
                          THEN 'the index %s of %s is being made at this moment'
                          WHEN EXISTS (SELECT FROM pg_catalog.pg_locks l
                                        WHERE l.relation = i.indrelid AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted
                                          AND l.database = (SELECT oid FROM pg_catalog.pg_database
                                                             WHERE datname = pg_catalog.current_database()))
                          THEN 'the index %s of %s is invalid: it is being made at this moment, or making it failed'
                          ELSE 'the index %s of %s is invalid, since making it failed'
                     END, i.indexrelid::pg_catalog.regclass, i.indrelid::pg_catalog.regclass)
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
             WHERE NOT i.indisvalid AND c.relkind = 'i'
             ORDER BY 1
            """;

    private Unproven() {}

    /**
     * Reads them.
     *
     * @param dataSource lends a connection
     * @param lockWait how long to wait for locks
     */
    public static List<String> read(DataSource dataSource, Duration lockWait) {
        try (PgSession session = PgSession.begin(
                dataSource, "ISOLATION LEVEL READ COMMITTED, READ ONLY", lockWait, "nothing was changed")) {
            return session.query("look for constraints that were never checked", QUERY, row -> row.getString(1));
        }
    }
}

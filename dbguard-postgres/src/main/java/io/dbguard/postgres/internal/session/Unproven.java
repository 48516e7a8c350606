package io.dbguard.postgres.internal.session;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Constraints that were never checked against all rows, and indexes whose making failed. */
public final class Unproven {
    private static final String QUERY = """
            SELECT pg_catalog.format('the constraint %I of %s was never checked against the rows that were there before',
                                     c.conname, c.conrelid::pg_catalog.regclass)
              FROM pg_catalog.pg_constraint c
             WHERE NOT c.convalidated AND c.conrelid <> 0
            UNION ALL
            SELECT pg_catalog.format('the index %s of %s is invalid, since making it failed',
                                     i.indexrelid::pg_catalog.regclass, i.indrelid::pg_catalog.regclass)
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

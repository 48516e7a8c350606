package io.dbguard.postgres.internal.catalog;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Reads what depends on what. */
final class DependencyReader {
    /**
     * That a sequence is owned by a column is said by an object of its own. That something lies in a schema is said for
     * most kinds by pg_depend, but not for what a pinned object needs.
     */
    private static final String SQL = """
            SELECT d.classid::regclass::text AS catalog, d.objid, d.refclassid::regclass::text AS needed_catalog, d.refobjid
              FROM pg_depend d
             WHERE d.deptype IN ('n', 'a', 'i', 'P', 'S') AND d.objid >= 16384
               AND NOT (d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
                        AND d.deptype IN ('a', 'i')
                        AND EXISTS (SELECT FROM pg_sequence s WHERE s.seqrelid = d.objid))
            UNION
            SELECT 'pg_class', c.oid, 'pg_namespace', c.relnamespace FROM pg_class c WHERE c.oid >= 16384
            UNION
            SELECT 'pg_proc', p.oid, 'pg_namespace', p.pronamespace FROM pg_proc p WHERE p.oid >= 16384
            UNION
            SELECT 'pg_type', t.oid, 'pg_namespace', t.typnamespace FROM pg_type t WHERE t.oid >= 16384
            """;

    private DependencyReader() {}

    /**
     * One thing needs another.
     *
     * @param from what needs
     * @param to what is needed
     */
    record Edge(Address from, Address to) {}

    static List<Edge> read(PgSession session) {
        return session.query(
                "read the dependencies",
                SQL,
                row -> new Edge(
                        new Address(row.getString("catalog"), row.getLong("objid")),
                        new Address(row.getString("needed_catalog"), row.getLong("refobjid"))));
    }
}

package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.DatabaseException;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the locks on tables do not hold still, although their rows are read by it. A snapshot shows the catalogs as they were,
 * but the server writes a value as text, and finds a table by its name, as they are now: labels and attributes get other names
 * or come and go, and whole schemas change places, without waiting for a table that is being read.
 */
final class MovableMeanings {
    /** No table can be dropped, renamed or moved by itself while it is locked. */
    private static final String LOCKED = """
            SELECT array_agg(l.relation)::text AS tables
              FROM pg_locks l
             WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted
            """;

    /**
     * Types that come with the server do not change. A label or an output function that was changed and changed back has another
     * version of its catalogue row (xmin).
     */
    private static final String MEANINGS = """
            WITH RECURSIVE tables AS (
              SELECT c.oid, c.relnamespace
                FROM pg_class c
               WHERE c.oid = ANY (?::oid[]) AND c.relkind IN ('r', 'p')
            ), used (type) AS (
              SELECT a.atttypid
                FROM tables t
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
               WHERE a.atttypid >= 16384
               UNION
              SELECT part.type
                FROM used u
                JOIN pg_type t ON t.oid = u.type
               CROSS JOIN LATERAL (
                       SELECT t.typelem
                        UNION ALL SELECT t.typbasetype
                        UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid
                        UNION ALL SELECT r.rngtypid FROM pg_range r WHERE r.rngmultitypid = t.oid
                        UNION ALL SELECT a.atttypid FROM pg_attribute a
                                   WHERE a.attrelid = t.typrelid AND a.attnum > 0) AS part(type)
               WHERE part.type >= 16384
            ), types AS (
              SELECT t.oid, t.typnamespace, t.typname, t.typrelid, t.typoutput, n.nspname
                FROM used u
                JOIN pg_type t ON t.oid = u.type
                JOIN pg_namespace n ON n.oid = t.typnamespace
            )
            SELECT 'schema ' || n.oid AS key, 'schema ' || n.nspname AS name, n.nspname::text AS meaning
              FROM pg_namespace n
             WHERE n.oid IN (SELECT relnamespace FROM tables UNION SELECT typnamespace FROM types)
             UNION ALL
            SELECT 'type ' || t.oid, 'type ' || t.nspname || '.' || t.typname,
                   concat_ws(' ', t.typnamespace, t.typname, p.oid, p.xmin, x.extversion, x.xmin,
                     (SELECT string_agg(concat_ws(' ', a.attnum, a.atttypid, a.attisdropped), ',' ORDER BY a.attnum)
                        FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0))
              FROM types t
              JOIN pg_proc p ON p.oid = t.typoutput
              LEFT JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid
                                   AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
              LEFT JOIN pg_extension x ON x.oid = d.refobjid
             UNION ALL
            SELECT 'label ' || e.oid, 'type ' || t.nspname || '.' || t.typname, concat_ws(' ', e.xmin, e.enumlabel)
              FROM types t
              JOIN pg_enum e ON e.enumtypid = t.oid
            """;

    private final String tables;
    private final List<Meaning> meanings;

    private MovableMeanings(String tables, List<Meaning> meanings) {
        this.tables = tables;
        this.meanings = meanings;
    }

    private record Meaning(String key, String name, String text) {}

    /**
     * Returns what a snapshot shows of it.
     *
     * @param session has locked all tables that are read
     */
    static MovableMeanings ofLockedTables(PgSession session) {
        String tables = session.query("list the locked tables", LOCKED, row -> row.getString("tables"))
                .get(0);
        return new MovableMeanings(tables, read(tables, session));
    }

    private static List<Meaning> read(String tables, PgSession session) {
        return session.query(
                "ask what rows are read by",
                MEANINGS,
                row -> new Meaning(row.getString("key"), row.getString("name"), row.getString("meaning")),
                tables);
    }

    /**
     * Compares it with what another transaction sees. What is gone went after the locks did: a type or schema cannot go before
     * the tables that need it.
     *
     * @param now sees the catalogs as they are
     */
    void checkUnchanged(PgSession now) {
        Map<String, String> present = read(tables, now).stream().collect(Collectors.toMap(Meaning::key, Meaning::text));
        for (Meaning meaning : meanings) {
            if (!present.getOrDefault(meaning.key, meaning.text).equals(meaning.text)) {
                throw new DatabaseException(
                        "The " + meaning.name + " was changed by somebody else while the tables were read",
                        "no backup was written, and all earlier ones are whole",
                        "take the backup again when the migration is over");
            }
        }
    }
}

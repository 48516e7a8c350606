package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What has to be the same for rows in the same places to be the same rows: the file they are in, the columns, and all that
 * decides how a value is written as text. A column that is added with a default, or a label that gets another name, changes
 * what is read without touching a row. Tables with a type about which nobody can be sure are not among them: composite
 * types, which follow other tables, and types that show names of other objects.
 */
final class TableIdentities {
    /**
     * Of tables that this transaction has locked. The versions of catalogue rows (xmin) tell of every change to them. Types
     * that come with the server are written the same way as long as it is the same server.
     */
    private static final String SQL = """
            WITH RECURSIVE tables AS (
              SELECT c.oid, n.nspname, c.relname, c.relfilenode, c.reltablespace, c.relpersistence
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_am a ON a.oid = c.relam
               WHERE c.relkind = 'r' AND a.amname = 'heap' AND c.relfilenode <> 0
                 AND c.oid IN (SELECT l.relation FROM pg_locks l
                                WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted)
            ), columns AS (
              SELECT t.oid AS relation, a.atttypid,
                     concat_ws(' ', a.attnum, a.atttypid, a.atttypmod, a.attisdropped, a.attgenerated, a.xmin) AS text,
                     a.attnum
                FROM tables t
                JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
            ), used (relation, type) AS (
              SELECT relation, atttypid FROM columns WHERE atttypid <> 0
               UNION
              SELECT u.relation, part.type
                FROM used u
                JOIN pg_type t ON t.oid = u.type
               CROSS JOIN LATERAL (
                       SELECT t.typelem WHERE t.typelem <> 0 AND t.typcategory = 'A'
                        UNION ALL SELECT t.typbasetype WHERE t.typbasetype <> 0
                        UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid
                        UNION ALL SELECT r.rngtypid FROM pg_range r WHERE r.rngmultitypid = t.oid) AS part(type)
            ), types AS (
              SELECT u.relation, t.oid,
                     t.typtype NOT IN ('b', 'd', 'e', 'r', 'm')
                       OR t.oid < 16384 AND (t.typname LIKE 'reg%' OR t.typname = 'aclitem') AS doubtful,
                     CASE WHEN t.oid >= 16384 THEN
                       concat_ws(' ', t.oid, t.xmin, p.oid, p.xmin, x.extversion, x.xmin,
                                 (SELECT string_agg(concat_ws(' ', e.oid, e.xmin, e.enumlabel), ' ' ORDER BY e.oid)
                                    FROM pg_enum e WHERE e.enumtypid = t.oid))
                     END AS text
                FROM used u
                JOIN pg_type t ON t.oid = u.type
                JOIN pg_proc p ON p.oid = t.typoutput
                LEFT JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid
                                     AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
                LEFT JOIN pg_extension x ON x.oid = d.refobjid
            )
            SELECT t.nspname, t.relname,
                   encode(sha256(convert_to(concat_ws('/', t.oid, t.relfilenode, t.reltablespace, t.relpersistence,
                     (SELECT string_agg(c.text, ',' ORDER BY c.attnum) FROM columns c WHERE c.relation = t.oid),
                     (SELECT string_agg(y.text, ',' ORDER BY y.oid) FROM types y WHERE y.relation = t.oid)),
                     'UTF8')), 'hex') AS identity
              FROM tables t
             WHERE NOT EXISTS (SELECT FROM types y WHERE y.relation = t.oid AND y.doubtful)
            """;

    private TableIdentities() {}

    /**
     * Returns what stands for each table; one that is missing has to be read in any case.
     *
     * @param session has locked them
     * @param era as long as this is the same, ids of transactions mean the same
     * @param left those of which an extension says which rows count
     */
    static Map<TableName, String> read(PgSession session, String era, Set<TableName> left) {
        Map<TableName, String> identities = new HashMap<>(session.queryMap(
                "ask how rows are written",
                SQL,
                row -> new TableName(row.getString("nspname"), row.getString("relname")),
                row -> era + "/" + row.getString("identity")));
        left.forEach(identities::remove);
        return identities;
    }
}

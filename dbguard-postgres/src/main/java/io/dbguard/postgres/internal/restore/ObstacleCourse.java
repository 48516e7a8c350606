package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands in the way when the rows of a table are replaced: foreign keys from and to it, and triggers that would
 * fire. They are taken away within the transaction and put back exactly as they were; a foreign key that is put back is
 * checked against every row.
 *
 * <p>What a partition has from its parent can only be taken away from the parent; then the whole tree loses it and gets
 * it back.
 */
final class ObstacleCourse {
    private static final String FOREIGN_KEYS = """
            WITH RECURSIVE touching AS (
                SELECT k.oid, k.conparentid FROM pg_constraint k
                 WHERE k.contype = 'f' AND (k.conrelid IN (%1$s) OR k.confrelid IN (%1$s))
                UNION
                SELECT p.oid, p.conparentid FROM touching t JOIN pg_constraint p ON p.oid = t.conparentid
            )
            SELECT format('ALTER TABLE %%I.%%I DROP CONSTRAINT %%I', n.nspname, c.relname, k.conname) AS remove,
                   format('ALTER TABLE %%s%%I.%%I ADD CONSTRAINT %%I %%s',
                          CASE c.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END,
                          n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid))
                   || coalesce(format('; COMMENT ON CONSTRAINT %%I ON %%I.%%I IS %%L', k.conname, n.nspname, c.relname,
                                      obj_description(k.oid, 'pg_constraint')), '') AS restore
              FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE k.conparentid = 0 AND k.oid IN (SELECT t.oid FROM touching t)
             ORDER BY n.nspname, c.relname, k.conname
            """;

    /** All triggers of a tree are listed after its root's, so that putting back ends with the state of each. */
    private static final String TRIGGERS = """
            WITH RECURSIVE firing AS (
                SELECT t.oid, t.tgparentid FROM pg_trigger t
                 WHERE t.tgrelid IN (%1$s) AND t.tgenabled <> 'D'
                   AND (NOT t.tgisinternal OR (t.tgparentid <> 0 AND t.tgconstraint = 0))
                UNION
                SELECT p.oid, p.tgparentid FROM firing f JOIN pg_trigger p ON p.oid = f.tgparentid
            ), trees AS (
                SELECT f.oid, 0 AS depth FROM firing f WHERE f.tgparentid = 0
                UNION ALL
                SELECT t.oid, trees.depth + 1 FROM trees JOIN pg_trigger t ON t.tgparentid = trees.oid
            )
            SELECT CASE WHEN trees.depth = 0
                        THEN format('ALTER TABLE %%I.%%I DISABLE TRIGGER %%I', n.nspname, c.relname, t.tgname) END AS remove,
                   CASE WHEN trees.depth = 0 OR t.tgenabled <> p.tgenabled
                        THEN format('ALTER TABLE %%I.%%I %%s TRIGGER %%I', n.nspname, c.relname,
                                    CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                                                     WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END, t.tgname) END
                       AS restore
              FROM trees
              JOIN pg_trigger t ON t.oid = trees.oid
              LEFT JOIN pg_trigger p ON p.oid = t.tgparentid
              JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             ORDER BY trees.depth, n.nspname, c.relname, t.tgname
            """;

    /** Unlike COPY, an INSERT or UPDATE is rewritten by rules. */
    private static final String RULES = """
            SELECT format('ALTER TABLE %%I.%%I DISABLE RULE %%I', n.nspname, c.relname, r.rulename) AS remove,
                   format('ALTER TABLE %%I.%%I ENABLE %%s RULE %%I', n.nspname, c.relname,
                          CASE r.ev_enabled WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' ELSE '' END, r.rulename)
                       AS restore
              FROM pg_rewrite r
              JOIN pg_class c ON c.oid = r.ev_class
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE r.ev_class IN (%1$s) AND r.ev_type <> '1' AND r.ev_enabled <> 'D'
             ORDER BY 1
            """;

    private final PgSession session;
    private final List<String> restore = new ArrayList<>();

    private ObstacleCourse(PgSession session) {
        this.session = session;
    }

    /** Takes the obstacles around some tables away. */
    static ObstacleCourse remove(PgSession session, List<TableName> tables) {
        var course = new ObstacleCourse(session);
        if (!tables.isEmpty()) {
            course.remove(FOREIGN_KEYS.formatted(oids(tables)));
            course.remove(TRIGGERS.formatted(oids(tables)));
        }
        return course;
    }

    /**
     * Takes away what would act on rows that are inserted or updated: triggers and rules; foreign keys only if they are in the
     * way.
     */
    static ObstacleCourse removeForRows(PgSession session, List<TableName> tables, boolean foreignKeys) {
        var course = foreignKeys ? remove(session, tables) : new ObstacleCourse(session);
        if (!tables.isEmpty()) {
            course.remove(RULES.formatted(oids(tables)));
            if (!foreignKeys) {
                course.remove(TRIGGERS.formatted(oids(tables)));
            }
        }
        return course;
    }

    private static String oids(List<TableName> tables) {
        return tables.stream()
                .map(table -> Quoting.literal(Quoting.identifier(table)) + "::regclass")
                .collect(Collectors.joining(", "));
    }

    /** Puts everything back as it was. */
    void putBack() {
        restore.forEach(sql -> session.execute("put a foreign key or trigger back after the rows", sql));
    }

    private void remove(String sql) {
        List<String> remove = new ArrayList<>();
        session.query("find what stands in the way of the rows", sql, row -> {
            if (row.getString("remove") != null) {
                remove.add(row.getString("remove"));
            }
            if (row.getString("restore") != null) {
                restore.add(row.getString("restore"));
            }
            return row;
        });
        remove.forEach(statement -> session.execute("clear the way for the rows", statement));
    }
}

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
 */
final class ObstacleCourse {
    private static final String FOREIGN_KEYS = """
            SELECT format('ALTER TABLE %%I.%%I DROP CONSTRAINT %%I', n.nspname, c.relname, k.conname) AS remove,
                   format('ALTER TABLE %%s%%I.%%I ADD CONSTRAINT %%I %%s',
                          CASE c.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END,
                          n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS restore
              FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE k.contype = 'f' AND k.conparentid = 0
               AND (k.conrelid IN (%1$s) OR k.confrelid IN (%1$s))
             ORDER BY n.nspname, c.relname, k.conname
            """;

    private static final String TRIGGERS = """
            SELECT format('ALTER TABLE %%I.%%I DISABLE TRIGGER %%I', n.nspname, c.relname, t.tgname) AS remove,
                   format('ALTER TABLE %%I.%%I ENABLE %%s TRIGGER %%I', n.nspname, c.relname,
                          CASE t.tgenabled WHEN 'R' THEN 'REPLICA' WHEN 'A' THEN 'ALWAYS' ELSE '' END, t.tgname)
                       AS restore
              FROM pg_trigger t
              JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgrelid IN (%1$s)
             ORDER BY n.nspname, c.relname, t.tgname
            """;

    private final PgSession session;
    private final List<Obstacle> removed = new ArrayList<>();

    private ObstacleCourse(PgSession session) {
        this.session = session;
    }

    private record Obstacle(String remove, String restore) {}

    /** Takes the obstacles around some tables away. */
    static ObstacleCourse remove(PgSession session, List<TableName> tables) {
        var course = new ObstacleCourse(session);
        if (!tables.isEmpty()) {
            String oids = tables.stream()
                    .map(table -> Quoting.literal(Quoting.identifier(table)) + "::regclass")
                    .collect(Collectors.joining(", "));
            for (String sql : List.of(FOREIGN_KEYS, TRIGGERS)) {
                course.removed.addAll(session.query(
                        "find what stands in the way of the rows",
                        sql.formatted(oids),
                        row -> new Obstacle(row.getString("remove"), row.getString("restore"))));
            }
            course.removed.forEach(obstacle -> session.execute("clear the way for the rows", obstacle.remove));
        }
        return course;
    }

    /** Puts everything back as it was. */
    void putBack() {
        removed.forEach(
                obstacle -> session.execute("put a foreign key or trigger back after the rows", obstacle.restore));
    }
}

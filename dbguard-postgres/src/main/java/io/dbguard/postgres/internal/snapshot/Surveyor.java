package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.Survey;
import io.dbguard.spi.database.Survey.Rows;
import io.dbguard.spi.database.Survey.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out what may be read and how much there is. Of each table at most {@link #COUNTED} rows are counted; beyond that
 * what the server thinks has to do.
 */
final class Surveyor {
    private static final int OLDEST = 14;
    private static final int NEWEST = 18;
    private static final long COUNTED = 10_000;
    private static final int TABLES_PER_QUERY = 200;

    private static final String SIZE = "SELECT pg_catalog.pg_database_size(current_database())";

    /** Whoever row-level security applies to does not see all rows, and a backup refuses to leave some out. */
    private static final String RELATIONS = """
            SELECT n.nspname, c.relname, c.relkind, c.reltuples::bigint AS estimate,
                   pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS may_enter,
                   pg_catalog.has_table_privilege(c.oid, 'SELECT') AS may_read,
                   c.relkind <> 'S' AND pg_catalog.row_security_active(c.oid) AS sees_a_part
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'S') AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
             ORDER BY n.nspname, c.relname
            """;

    private final PgSession session;

    private Surveyor(PgSession session) {
        this.session = session;
    }

    /**
     * A table or sequence.
     *
     * @param estimate how many rows the server thinks it has
     * @param obstacle why it cannot be read, empty if it can
     */
    private record Relation(TableName name, boolean sequence, long estimate, String obstacle) {}

    static Survey survey(PgSession session, List<Table> tables) {
        return new Surveyor(session).survey(tables);
    }

    private Survey survey(List<Table> tables) {
        Set<TableName> backedUp = tables.stream().map(Table::name).collect(Collectors.toCollection(HashSet::new));
        List<Relation> relations = relations().stream()
                .filter(relation -> relation.sequence || backedUp.contains(relation.name))
                .toList();
        List<Relation> readable = relations.stream()
                .filter(relation -> !relation.sequence && relation.obstacle.isEmpty())
                .toList();
        List<String> obstacles = relations.stream()
                .map(Relation::obstacle)
                .filter(obstacle -> !obstacle.isEmpty())
                .toList();
        long bytes = session.query("ask for the size of the database", SIZE, row -> row.getLong(1))
                .get(0);
        return new Survey(version(), "PostgreSQL " + OLDEST + " to " + NEWEST, bytes, counted(readable), obstacles);
    }

    private Version version() {
        int major = session.majorVersion();
        return major < OLDEST ? Version.OLDER : major > NEWEST ? Version.NEWER : Version.TESTED;
    }

    private List<Relation> relations() {
        return session.query("ask for privileges", RELATIONS, row -> {
            var name = new TableName(row.getString("nspname"), row.getString("relname"));
            boolean sequence = row.getString("relkind").equals("S");
            String what = (sequence ? "sequence " : "table ") + name;
            String obstacle = !row.getBoolean("may_enter")
                    ? "USAGE on schema " + name.schema() + " for " + what
                    : !row.getBoolean("may_read")
                            ? "SELECT on " + what
                            : row.getBoolean("sees_a_part") ? "BYPASSRLS for the policies of " + what : "";
            return new Relation(name, sequence, row.getLong("estimate"), obstacle);
        });
    }

    private List<Rows> counted(List<Relation> tables) {
        List<Rows> rows = new ArrayList<>();
        for (int from = 0; from < tables.size(); from += TABLES_PER_QUERY) {
            rows.addAll(countedTogether(tables.subList(from, Math.min(tables.size(), from + TABLES_PER_QUERY))));
        }
        return rows;
    }

    private List<Rows> countedTogether(List<Relation> tables) {
        var index = new int[] {0};
        String sql = tables.stream()
                .map(table -> "SELECT " + index[0]++ + " AS position, count(*) AS rows FROM (SELECT FROM ONLY "
                        + Quoting.identifier(table.name) + " LIMIT " + COUNTED + ") t")
                .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY position"));
        return session.query("count rows", sql, row -> rows(tables.get(row.getInt("position")), row.getLong("rows")));
    }

    private static Rows rows(Relation table, long counted) {
        return counted < COUNTED
                ? new Rows(table.name, counted, true)
                : new Rows(table.name, Math.max(counted, table.estimate), false);
    }
}

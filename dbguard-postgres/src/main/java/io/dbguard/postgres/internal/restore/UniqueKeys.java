package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.UniqueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What no two rows of a table may have in common: every unique index, and every exclusion constraint. A primary key tells rows apart
 * anyway, unless it can be deferred. An operator that is not PostgreSQL's own is named with its schema, and gets the type that it is
 * made for, lest another one fits better ({@link KeyOperators}); two records are the same also where both hold nothing.
 */
final class UniqueKeys {
    private static final String SQL = """
            SELECT n.nspname, t.relname, c.relname AS name, i.indimmediate AS at_once,
                   coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid), '') AS condition,
                   parts.expressions, parts.operators,
                   ARRAY(SELECT a.attname
                           FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = i.indrelid AND a.attnum > 0
                            AND (a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                                 OR EXISTS (SELECT FROM pg_catalog.pg_depend d
                                             WHERE d.classid = 'pg_catalog.pg_class'::regclass
                                               AND d.objid = i.indexrelid
                                               AND d.refclassid = 'pg_catalog.pg_class'::regclass
                                               AND d.refobjid = i.indrelid AND d.refobjsubid = a.attnum))) AS columns
              FROM pg_catalog.pg_index i
              JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
              JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
              JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
              LEFT JOIN pg_catalog.pg_constraint x ON x.conindid = i.indexrelid AND x.contype = 'x'
             CROSS JOIN LATERAL (
                   SELECT pg_catalog.array_agg(CASE WHEN o.others AND o.nulls THEN pg_catalog.format('ROW(CAST((%%s) AS %%s))', o.expression, o.type)
                                                    WHEN o.others THEN pg_catalog.format('CAST((%%s) AS %%s)', o.expression, o.type)
                                                    ELSE o.expression END ORDER BY o.number) AS expressions,
                          pg_catalog.array_agg(CASE WHEN o.others AND o.nulls THEN 'OPERATOR(pg_catalog.=)'
                                                    WHEN o.others OR o.excludes THEN o.operator
                                                    WHEN o.nulls THEN 'IS NOT DISTINCT FROM'
                                                    ELSE '=' END ORDER BY o.number) AS operators
                     FROM (SELECT k.number, pg_catalog.pg_get_indexdef(i.indexrelid, k.number, false) AS expression,
                                  pg_catalog.format('OPERATOR(%%I.%%s)', s.nspname, e.oprname) AS operator,
                                  pg_catalog.format_type(e.oprleft, NULL) AS type,
                                  coalesce(s.nspname <> 'pg_catalog' AND y.typtype <> 'p', false) AS others,
                                  x.conexclop IS NOT NULL AS excludes,
                                  x.conexclop IS NULL
                                  AND coalesce(pg_catalog.to_jsonb(i)->>'indnullsnotdistinct' = 'true', false) AS nulls
                             FROM pg_catalog.generate_series(1, i.indnkeyatts) AS k (number)
                             JOIN pg_catalog.pg_opclass c ON c.oid = i.indclass[k.number - 1]
                             LEFT JOIN pg_catalog.pg_amop a
                                    ON a.amopfamily = c.opcfamily AND a.amopstrategy = 3
                                   AND a.amoplefttype = c.opcintype AND a.amoprighttype = c.opcintype
                             LEFT JOIN pg_catalog.pg_operator e ON e.oid = coalesce(x.conexclop[k.number], a.amopopr)
                             LEFT JOIN pg_catalog.pg_namespace s ON s.oid = e.oprnamespace
                             LEFT JOIN pg_catalog.pg_type y ON y.oid = e.oprleft) AS o) AS parts
             WHERE (i.indisunique OR i.indisexclusion) AND i.indislive
               AND NOT (i.indisprimary AND i.indimmediate)
               AND i.indrelid IN (%s)
             ORDER BY n.nspname, t.relname, c.relname
            """;

    private UniqueKeys() {}

    private record OfTable(TableName table, UniqueKey key) {}

    static Map<TableName, List<UniqueKey>> of(Collection<TableName> tables, PgSession session) {
        if (tables.isEmpty()) {
            return Map.of();
        }
        String oids = tables.stream()
                .sorted()
                .map(table -> Quoting.literal(Quoting.identifier(table)) + "::regclass")
                .collect(Collectors.joining(", "));
        return session.query("look for unique keys", SQL.formatted(oids), UniqueKeys::key).stream()
                .collect(Collectors.groupingBy(OfTable::table, Collectors.mapping(OfTable::key, Collectors.toList())));
    }

    private static OfTable key(ResultSet row) throws SQLException {
        List<String> expressions = texts(row, "expressions");
        List<String> operators = texts(row, "operators");
        List<UniqueKey.Part> parts = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            parts.add(new UniqueKey.Part(expressions.get(i), operators.get(i)));
        }
        return new OfTable(
                new TableName(row.getString("nspname"), row.getString("relname")),
                new UniqueKey(
                        row.getString("name"),
                        parts,
                        row.getString("condition"),
                        Set.copyOf(texts(row, "columns")),
                        row.getBoolean("at_once")));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}

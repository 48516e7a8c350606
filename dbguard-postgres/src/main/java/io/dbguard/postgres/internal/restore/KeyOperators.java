package io.dbguard.postgres.internal.restore;

import io.dbguard.api.RequestException;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operators that find two values to be one. By its bare name an operator is looked for in all schemas of the search path, and the
 * one whose types fit best is taken, whoever made it; what it calls would then run as the role that restores. So the search path stays
 * empty, where only PostgreSQL's own are found, and others are named with their schema and get the types that they are made for.
 */
final class KeyOperators {
    /** A key has the default operator class of its type, if it is not one that takes several types; only superusers make those. */
    private static final String EQUALITY = """
            WITH RECURSIVE base (oid) AS (
                SELECT pg_catalog.to_regtype(?)::pg_catalog.oid
                UNION ALL
                SELECT t.typbasetype FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.oid WHERE t.typtype = 'd'
            )
            SELECT pg_catalog.format('OPERATOR(%I.%s)', n.nspname, o.oprname) AS operator,
                   pg_catalog.format_type(c.opcintype, NULL) AS type, n.nspname AS schema
              FROM base b
              JOIN pg_catalog.pg_opclass c ON c.opcintype = b.oid AND c.opcdefault
              JOIN pg_catalog.pg_am m ON m.oid = c.opcmethod AND m.amname = 'btree'
              JOIN pg_catalog.pg_amop a ON a.amopfamily = c.opcfamily AND a.amopstrategy = 3
                                       AND a.amoplefttype = c.opcintype AND a.amoprighttype = c.opcintype
              JOIN pg_catalog.pg_operator o ON o.oid = a.amopopr
              JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
             WHERE n.nspname <> 'pg_catalog'
            """;

    /** Schemas of extensions in which nobody can make operators but superusers, the database's owner and this role. */
    private static final String SCHEMAS = """
            SELECT n.nspname
              FROM pg_catalog.pg_namespace n
             WHERE n.nspname <> 'pg_catalog'
               AND EXISTS (SELECT FROM pg_catalog.pg_operator o
                             JOIN pg_catalog.pg_depend d
                               ON d.classid = 'pg_catalog.pg_operator'::regclass AND d.objid = o.oid AND d.deptype = 'e'
                            WHERE o.oprnamespace = n.oid AND o.oprname = '=')
               AND NOT EXISTS (
                   SELECT FROM (SELECT n.nspowner
                                 UNION
                                SELECT p.grantee FROM pg_catalog.aclexplode(n.nspacl) p WHERE p.privilege_type = 'CREATE')
                               AS maker (oid)
                     LEFT JOIN pg_catalog.pg_roles r ON r.oid = maker.oid
                    WHERE NOT (coalesce(r.rolsuper, false)
                               OR coalesce(r.rolname IN (current_user, 'pg_database_owner'), false)
                               OR maker.oid = (SELECT b.datdba FROM pg_catalog.pg_database b
                                                WHERE b.datname = pg_catalog.current_database())))
             ORDER BY 1
            """;

    private static final Pattern NAMED = Pattern.compile("\\bOPERATOR\\s*\\(", Pattern.CASE_INSENSITIVE);

    private final PgSession session;
    private final Map<String, Equality> known = new HashMap<>();
    private @Nullable List<String> schemas;

    /**
     * An operator that is not PostgreSQL's own.
     *
     * @param operator as SQL names it; empty for PostgreSQL's own
     * @param type the type that it takes
     * @param schema where it is
     */
    private record Equality(String operator, String type, String schema) {
        static final Equality OWN = new Equality("", "", "");
    }

    KeyOperators(PgSession session) {
        this.session = session;
    }

    String same(String type, String one, String other) {
        Equality equality = equality(type);
        return equality.operator.isEmpty()
                ? one + " = " + other
                : cast(one, equality) + " " + equality.operator + " " + cast(other, equality);
    }

    private static String cast(String value, Equality equality) {
        return "CAST(" + value + " AS " + equality.type + ")";
    }

    private Equality equality(String type) {
        return Objects.requireNonNull(known.computeIfAbsent(type, this::find));
    }

    private Equality find(String type) {
        return session
                .query(
                        "find operators",
                        EQUALITY,
                        row -> new Equality(row.getString("operator"), row.getString("type"), row.getString("schema")),
                        type)
                .stream()
                .findFirst()
                .orElse(Equality.OWN);
    }

    /** Returns the schemas whose operators somebody's own condition may name without them, as they follow another in a list. */
    String schemas() {
        return searched().stream()
                .map(schema -> ", " + Quoting.identifier(schema))
                .collect(Collectors.joining());
    }

    private List<String> searched() {
        List<String> list = schemas;
        if (list == null) {
            list = session.query("find operators", SCHEMAS, row -> row.getString(1));
            schemas = list;
        }
        return list;
    }

    /** Without its own operators a type may be taken for another one, such as citext for text, and fewer rows be found. */
    void checkFound(Table table, String sql) {
        if (NAMED.matcher(sql).find()) {
            return;
        }
        for (Column column : table.columns()) {
            Equality equality = equality(column.type());
            if (!equality.operator.isEmpty() && !searched().contains(equality.schema) && compares(sql, column.name())) {
                throw notFound(table, column, equality);
            }
        }
    }

    /** Whether it is there can be asked of any type, and a cast to text says what is meant. */
    private static boolean compares(String sql, String column) {
        return Pattern.compile(
                        "(?<!\\w)" + Pattern.quote(column)
                                + "(?!\\w)(?!\"?\\s*::\\s*text\\b)(?!\"?\\s+IS\\s+(NOT\\s+)?NULL\\b)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }

    private static RequestException notFound(Table table, Column column, Equality equality) {
        String name = Quoting.identifier(column.name());
        return new RequestException(
                "The condition for the table " + table.name() + " needs operators of the schema " + equality.schema
                        + " for the column " + column.name() + ", where others may have put some of their own",
                "nothing was changed",
                "name the operator in full, such as " + name + " " + equality.operator + " CAST('…' AS " + equality.type
                        + "), or compare " + name + "::text");
    }
}

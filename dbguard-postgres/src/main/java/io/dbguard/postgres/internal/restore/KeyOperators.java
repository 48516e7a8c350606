package io.dbguard.postgres.internal.restore;

import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
                   pg_catalog.format_type(c.opcintype, NULL) AS type
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

    private final PgSession session;
    private final Map<String, Equality> known = new HashMap<>();
    private @Nullable String schemas;

    /**
     * An operator that is not PostgreSQL's own.
     *
     * @param operator as SQL names it; empty for PostgreSQL's own
     * @param type the type that it takes
     */
    private record Equality(String operator, String type) {
        static final Equality OWN = new Equality("", "");
    }

    KeyOperators(PgSession session) {
        this.session = session;
    }

    String same(String type, String one, String other) {
        Equality equality = Objects.requireNonNull(known.computeIfAbsent(type, this::find));
        return equality.operator.isEmpty()
                ? one + " = " + other
                : cast(one, equality) + " " + equality.operator + " " + cast(other, equality);
    }

    private static String cast(String value, Equality equality) {
        return "CAST(" + value + " AS " + equality.type + ")";
    }

    private Equality find(String type) {
        return session
                .query(
                        "find operators",
                        EQUALITY,
                        row -> new Equality(row.getString("operator"), row.getString("type")),
                        type)
                .stream()
                .findFirst()
                .orElse(Equality.OWN);
    }

    /** Returns the schemas whose operators somebody's own condition may name without them, as they follow another in a list. */
    String schemas() {
        String list = schemas;
        if (list == null) {
            list = session.query("find operators", SCHEMAS, row -> row.getString(1)).stream()
                    .map(schema -> ", " + Quoting.identifier(schema))
                    .collect(Collectors.joining());
            schemas = list;
        }
        return list;
    }
}

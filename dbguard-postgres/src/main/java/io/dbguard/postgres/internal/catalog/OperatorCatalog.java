package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/**
 * Operators. One that is named as a commutator or negator before it exists is created as a shell then and filled later,
 * by PostgreSQL itself; a shell that was never filled is not an operator.
 */
final class OperatorCatalog implements Catalog {
    private static final String SQL = """
            SELECT o.oid, n.nspname, o.oprname,
                   coalesce(format_type(nullif(o.oprleft, 0), NULL), 'NONE') AS left_type,
                   coalesce(format_type(nullif(o.oprright, 0), NULL), 'NONE') AS right_type,
                   format('%I.%s', n.nspname, o.oprname) AS name,
                   concat_ws(', ',
                       'FUNCTION = ' || o.oprcode::regproc,
                       'LEFTARG = ' || format_type(nullif(o.oprleft, 0), NULL),
                       'RIGHTARG = ' || format_type(nullif(o.oprright, 0), NULL),
                       (SELECT format('COMMUTATOR = OPERATOR(%I.%s)', cn.nspname, c.oprname)
                          FROM pg_operator c JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprcom),
                       (SELECT format('NEGATOR = OPERATOR(%I.%s)', cn.nspname, c.oprname)
                          FROM pg_operator c JOIN pg_namespace cn ON cn.oid = c.oprnamespace WHERE c.oid = o.oprnegate),
                       CASE WHEN o.oprcanmerge THEN 'MERGES' END,
                       CASE WHEN o.oprcanhash THEN 'HASHES' END,
                       'RESTRICT = ' || nullif(o.oprrest::oid, 0)::regproc,
                       'JOIN = ' || nullif(o.oprjoin::oid, 0)::regproc) AS definition
              FROM pg_operator o
              JOIN pg_namespace n ON n.oid = o.oprnamespace
             WHERE o.oprcode::oid <> 0 AND o.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_operator'::regclass AND e.objid = o.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the operators", SQL, row -> {
            String operator = row.getString("name");
            String types = " (" + row.getString("left_type") + ", " + row.getString("right_type") + ")";
            return new CatalogObject(
                            new Address("pg_operator", row.getLong("oid")),
                            new ObjectId("operator", row.getString("nspname"), row.getString("oprname") + types),
                            Rank.OPERATOR)
                    .create("CREATE OPERATOR " + operator + " (" + row.getString("definition") + ")")
                    .drop("DROP OPERATOR IF EXISTS " + operator + types);
        });
    }
}

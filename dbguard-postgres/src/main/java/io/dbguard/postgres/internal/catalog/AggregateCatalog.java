package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Aggregates: plain, ordered-set and hypothetical-set ones, with or without a moving variant. */
final class AggregateCatalog implements Catalog {
    private static final String SQL = """
            SELECT p.oid, n.nspname, p.proname, pg_get_function_arguments(p.oid) AS arguments,
                   pg_get_function_identity_arguments(p.oid) AS identity_arguments,
                   concat_ws(', ',
                       'SFUNC = ' || a.aggtransfn,
                       'STYPE = ' || format_type(a.aggtranstype, NULL),
                       'SSPACE = ' || nullif(a.aggtransspace, 0),
                       'INITCOND = ' || quote_literal(a.agginitval),
                       'FINALFUNC = ' || nullif(a.aggfinalfn::oid, 0)::regproc,
                       CASE WHEN a.aggfinalfn::oid <> 0 AND a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
                       CASE WHEN a.aggfinalmodify <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END
                            THEN 'FINALFUNC_MODIFY = ' || CASE a.aggfinalmodify
                                WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
                       'COMBINEFUNC = ' || nullif(a.aggcombinefn::oid, 0)::regproc,
                       'SERIALFUNC = ' || nullif(a.aggserialfn::oid, 0)::regproc,
                       'DESERIALFUNC = ' || nullif(a.aggdeserialfn::oid, 0)::regproc,
                       'MSFUNC = ' || nullif(a.aggmtransfn::oid, 0)::regproc,
                       'MINVFUNC = ' || nullif(a.aggminvtransfn::oid, 0)::regproc,
                       'MSTYPE = ' || format_type(nullif(a.aggmtranstype, 0), NULL),
                       'MSSPACE = ' || nullif(a.aggmtransspace, 0),
                       'MINITCOND = ' || quote_literal(a.aggminitval),
                       'MFINALFUNC = ' || nullif(a.aggmfinalfn::oid, 0)::regproc,
                       CASE WHEN a.aggmfinalfn::oid <> 0 AND a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
                       CASE WHEN a.aggmtransfn::oid <> 0
                                 AND a.aggmfinalmodify <> CASE WHEN a.aggkind = 'n' THEN 'r' ELSE 'w' END
                            THEN 'MFINALFUNC_MODIFY = ' || CASE a.aggmfinalmodify
                                WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
                       (SELECT format('SORTOP = OPERATOR(%I.%s)', sn.nspname, o.oprname)
                          FROM pg_operator o JOIN pg_namespace sn ON sn.oid = o.oprnamespace
                         WHERE o.oid = a.aggsortop),
                       CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END,
                       CASE p.proparallel WHEN 's' THEN 'PARALLEL = safe' WHEN 'r' THEN 'PARALLEL = restricted' END)
                       AS definition
              FROM pg_aggregate a
              JOIN pg_proc p ON p.oid = a.aggfnoid
              JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE p.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the aggregates", SQL, row -> {
            String schema = row.getString("nspname");
            String aggregate = row.getString("proname");
            String identity = signature(row.getString("identity_arguments"));
            return new CatalogObject(
                            new Address("pg_proc", row.getLong("oid")),
                            new ObjectId("aggregate", schema, aggregate + identity),
                            Rank.AGGREGATE)
                    .create("CREATE AGGREGATE " + identifier(schema, aggregate) + signature(row.getString("arguments"))
                            + " (" + row.getString("definition") + ")")
                    .drop("DROP AGGREGATE IF EXISTS " + identifier(schema, aggregate) + identity);
        });
    }

    private static String signature(String arguments) {
        return "(" + (arguments.isEmpty() ? "*" : arguments) + ")";
    }
}

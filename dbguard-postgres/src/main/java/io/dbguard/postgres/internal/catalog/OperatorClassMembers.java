package io.dbguard.postgres.internal.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The operators and functions of operator classes and families. A member that depends on a class was made with it; one
 * that depends only on the family was added to that later (PostgreSQL source, dumpOpfamily).
 */
final class OperatorClassMembers {
    /** Meant to stand in a FROM clause. */
    static final String SQL = """
            SELECT d.refclassid::regclass::text AS catalog, d.refobjid AS owner, 'operator' AS kind, o.oid,
                   o.amopstrategy AS number,
                   format('OPERATOR %s %s', o.amopstrategy, o.amopopr::regoperator)
                   || coalesce((SELECT format(' FOR ORDER BY %I.%I', sn.nspname, s.opfname)
                                  FROM pg_opfamily s JOIN pg_namespace sn ON sn.oid = s.opfnamespace
                                 WHERE s.oid = o.amopsortfamily), '') AS member
              FROM pg_amop o
              JOIN pg_depend d ON d.classid = 'pg_amop'::regclass AND d.objid = o.oid
                              AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
                              AND (d.refclassid = 'pg_opclass'::regclass OR d.refobjid = o.amopfamily)
             WHERE o.oid >= 16384
               AND (d.refclassid = 'pg_opclass'::regclass
                    OR NOT EXISTS (SELECT FROM pg_depend x
                                    WHERE x.classid = 'pg_amop'::regclass AND x.objid = o.oid
                                      AND x.refclassid = 'pg_opclass'::regclass))
            UNION ALL
            SELECT d.refclassid::regclass::text, d.refobjid, 'function', p.oid, p.amprocnum,
                   format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL),
                          format_type(p.amprocrighttype, NULL), p.amproc::oid::regprocedure)
              FROM pg_amproc p
              JOIN pg_depend d ON d.classid = 'pg_amproc'::regclass AND d.objid = p.oid
                              AND d.refclassid IN ('pg_opclass'::regclass, 'pg_opfamily'::regclass)
                              AND (d.refclassid = 'pg_opclass'::regclass OR d.refobjid = p.amprocfamily)
             WHERE p.oid >= 16384
               AND (d.refclassid = 'pg_opclass'::regclass
                    OR NOT EXISTS (SELECT FROM pg_depend x
                                    WHERE x.classid = 'pg_amproc'::regclass AND x.objid = p.oid
                                      AND x.refclassid = 'pg_opclass'::regclass))
            """;

    private OperatorClassMembers() {}

    static CatalogObject addParts(CatalogObject object, ResultSet row) throws SQLException {
        for (Long oid : (Long[]) row.getArray("member_oids").getArray()) {
            // An oid is unique within each of the two catalogs only, but a part that is in neither does no harm.
            object.part(new Address("pg_amop", oid)).part(new Address("pg_amproc", oid));
        }
        return object;
    }
}

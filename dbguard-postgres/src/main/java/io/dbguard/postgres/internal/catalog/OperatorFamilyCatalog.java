package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Operator families, and those of their members that do not belong to an operator class. */
final class OperatorFamilyCatalog implements Catalog {
    private static final String SQL = """
            SELECT f.oid, n.nspname, f.opfname, a.amname,
                   (SELECT string_agg(m.member, ', ' ORDER BY m.kind DESC, m.number, m.member)
                      FROM (%s) m WHERE m.catalog = 'pg_opfamily' AND m.owner = f.oid) AS members,
                   ARRAY(SELECT m.oid::bigint FROM (%s) m
                          WHERE m.catalog = 'pg_opfamily' AND m.owner = f.oid) AS member_oids
              FROM pg_opfamily f
              JOIN pg_namespace n ON n.oid = f.opfnamespace
              JOIN pg_am a ON a.oid = f.opfmethod
             WHERE f.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_opfamily'::regclass AND e.objid = f.oid AND e.deptype = 'e')
            """.formatted(OperatorClassMembers.SQL, OperatorClassMembers.SQL);

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the operator families", SQL, OperatorFamilyCatalog::family);
    }

    private static CatalogObject family(ResultSet row) throws SQLException {
        String schema = row.getString("nspname");
        String name = row.getString("opfname");
        String family = identifier(schema, name) + " USING " + identifier(row.getString("amname"));
        CatalogObject object = new CatalogObject(
                        new Address("pg_opfamily", row.getLong("oid")),
                        new ObjectId("operator family", schema, name + " USING " + row.getString("amname")),
                        Rank.OPERATOR_FAMILY)
                .create("CREATE OPERATOR FAMILY " + family)
                .drop("DROP OPERATOR FAMILY IF EXISTS " + family);
        if (row.getString("members") != null) {
            object.create("ALTER OPERATOR FAMILY " + family + " ADD " + row.getString("members"));
        }
        return OperatorClassMembers.addParts(object, row);
    }
}

package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Operator classes with their operators and functions. */
final class OperatorClassCatalog implements Catalog {
    private static final String SQL = """
            SELECT c.oid, n.nspname, c.opcname, a.amname, c.opcdefault, format_type(c.opcintype, NULL) AS type,
                   format('%%I.%%I', fn.nspname, f.opfname) AS family,
                   concat_ws(', ',
                       'STORAGE ' || format_type(nullif(c.opckeytype, 0), NULL),
                       (SELECT string_agg(m.member, ', ' ORDER BY m.kind DESC, m.number, m.member)
                          FROM (%s) m WHERE m.catalog = 'pg_opclass' AND m.owner = c.oid)) AS members,
                   ARRAY(SELECT m.oid::bigint FROM (%s) m
                          WHERE m.catalog = 'pg_opclass' AND m.owner = c.oid) AS member_oids
              FROM pg_opclass c
              JOIN pg_namespace n ON n.oid = c.opcnamespace
              JOIN pg_am a ON a.oid = c.opcmethod
              JOIN pg_opfamily f ON f.oid = c.opcfamily
              JOIN pg_namespace fn ON fn.oid = f.opfnamespace
             WHERE c.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_opclass'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """.formatted(OperatorClassMembers.SQL, OperatorClassMembers.SQL);

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the operator classes", SQL, OperatorClassCatalog::operatorClass);
    }

    private static CatalogObject operatorClass(ResultSet row) throws SQLException {
        String schema = row.getString("nspname");
        String name = row.getString("opcname");
        String method = identifier(row.getString("amname"));
        // A class without members still needs something after AS; its own type is what it stores anyway.
        String members =
                row.getString("members").isEmpty() ? "STORAGE " + row.getString("type") : row.getString("members");
        CatalogObject object = new CatalogObject(
                        new Address("pg_opclass", row.getLong("oid")),
                        new ObjectId("operator class", schema, name + " USING " + row.getString("amname")),
                        Rank.OPERATOR_CLASS)
                .create("CREATE OPERATOR CLASS " + identifier(schema, name)
                        + (row.getBoolean("opcdefault") ? " DEFAULT" : "") + " FOR TYPE " + row.getString("type")
                        + " USING "
                        + method + " FAMILY " + row.getString("family") + " AS " + members)
                .drop("DROP OPERATOR CLASS IF EXISTS " + identifier(schema, name) + " USING " + method);
        return OperatorClassMembers.addParts(object, row);
    }
}

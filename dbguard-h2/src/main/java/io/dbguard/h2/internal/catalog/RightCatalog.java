package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.session.H2Session.RowMapper;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rights and granted roles, those of the connected user excepted. Rights on tables and views are open to everybody;
 * rights on schemas and granted roles only to an administrator.
 */
final class RightCatalog implements Catalog {
    private static final String ON_TABLES = """
            SELECT P.GRANTEE, P.TABLE_SCHEMA, P.TABLE_NAME,
                   LISTAGG(P.PRIVILEGE_TYPE, ', ') WITHIN GROUP (ORDER BY P.PRIVILEGE_TYPE) AS RIGHTS
              FROM INFORMATION_SCHEMA.TABLE_PRIVILEGES P
             GROUP BY P.GRANTEE, P.TABLE_SCHEMA, P.TABLE_NAME
            """;

    private static final String ON_SCHEMAS = """
            SELECT GRANTEE, TABLE_SCHEMA, RIGHTS FROM INFORMATION_SCHEMA.RIGHTS
             WHERE GRANTEDROLE IS NULL AND TABLE_NAME = ''
            """;

    private static final String ROLES = """
            SELECT GRANTEE, GRANTEDROLE FROM INFORMATION_SCHEMA.RIGHTS WHERE GRANTEDROLE IS NOT NULL
            """;

    @Override
    public void read(Facts facts, Findings found) {
        Stream.of(
                        query(
                                facts,
                                ON_TABLES,
                                row -> onTable(
                                        Facts.upper(row.getString("GRANTEE")),
                                        new TableName(row.getString("TABLE_SCHEMA"), row.getString("TABLE_NAME")),
                                        row.getString("RIGHTS"))),
                        query(
                                facts,
                                ON_SCHEMAS,
                                row -> onSchema(
                                        Facts.upper(row.getString("GRANTEE")),
                                        row.getString("TABLE_SCHEMA"),
                                        row.getString("RIGHTS"))),
                        query(
                                facts,
                                ROLES,
                                row -> role(
                                        Facts.upper(row.getString("GRANTEE")),
                                        Facts.upper(row.getString("GRANTEDROLE")))))
                .flatMap(List::stream)
                .filter(grant -> !grant.grantee.equals(facts.user()))
                .forEach(grant -> found.add(grant.object));
    }

    private record Grant(String grantee, CatalogObject object) {}

    private static List<Grant> query(Facts facts, String sql, RowMapper<Grant> mapper) {
        return facts.session().query("read the rights", sql, mapper);
    }

    private static Grant onTable(String grantee, TableName table, String rights) {
        return grant(
                grantee,
                new ObjectId("right", table.schema(), table.table() + " to " + grantee),
                rights + " ON " + identifier(table),
                Kinds.table(table),
                Kinds.view(table.schema(), table.table()));
    }

    /** A right that is on no schema is ALTER ANY SCHEMA. */
    private static Grant onSchema(String grantee, String schema, String rights) {
        if (schema.isEmpty()) {
            return grant(grantee, new ObjectId("right", "", rights + " to " + grantee), rights);
        }
        String inOrder = rights.equals("ALL")
                ? "DELETE, INSERT, SELECT, UPDATE"
                : Stream.of(rights.split(", ")).sorted().collect(Collectors.joining(", "));
        return grant(
                grantee,
                new ObjectId("right", "", "schema " + schema + " to " + grantee),
                inOrder + " ON SCHEMA " + identifier(schema),
                Kinds.schema(schema));
    }

    private static Grant role(String grantee, String role) {
        return grant(
                grantee,
                new ObjectId("right", "", "role " + role + " to " + grantee),
                identifier(role),
                Kinds.role(role));
    }

    private static Grant grant(String grantee, ObjectId id, String what, ObjectId... needs) {
        CatalogObject object = new CatalogObject(id, Rank.RIGHT)
                .needs(Kinds.user(grantee))
                .needs(Kinds.role(grantee))
                .create("GRANT " + what + " TO " + identifier(grantee))
                .drop("REVOKE " + what + " FROM " + identifier(grantee));
        List.of(needs).forEach(object::needs);
        return new Grant(grantee, object);
    }
}

package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Extensions, by name; which version is installed is up to the server that the backup goes to, as with pg_dump. What an
 * extension brings along is a part of it.
 */
final class ExtensionCatalog implements Catalog {
    private static final String SQL = """
            SELECT x.oid, x.extname, n.nspname
              FROM pg_extension x
              JOIN pg_namespace n ON n.oid = x.extnamespace
            """;

    /** Before 17 the array type of a member was none itself. */
    private static final String MEMBERS = """
            SELECT e.refobjid AS extension, e.classid::regclass::text AS catalog, e.objid
              FROM pg_depend e
             WHERE e.deptype = 'e' AND e.refclassid = 'pg_extension'::regclass
            UNION
            SELECT e.refobjid, 'pg_type', t.typarray
              FROM pg_depend e
              JOIN pg_type t ON t.oid = e.objid
             WHERE e.deptype = 'e' AND e.classid = 'pg_type'::regclass AND t.typarray <> 0
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        record Member(long extension, Address address) {}
        Map<Long, List<Address>> members = session
                .query(
                        "read what belongs to extensions",
                        MEMBERS,
                        row -> new Member(
                                row.getLong("extension"), new Address(row.getString("catalog"), row.getLong("objid"))))
                .stream()
                .collect(Collectors.groupingBy(
                        Member::extension, Collectors.mapping(Member::address, Collectors.toList())));
        return session.query("read the extensions", SQL, row -> {
            String extension = row.getString("extname");
            CatalogObject object = new CatalogObject(
                            new Address("pg_extension", row.getLong("oid")),
                            new ObjectId("extension", "", extension),
                            Rank.EXTENSION)
                    .create("CREATE EXTENSION IF NOT EXISTS " + identifier(extension) + " WITH SCHEMA "
                            + identifier(row.getString("nspname")))
                    .drop("DROP EXTENSION IF EXISTS " + identifier(extension));
            members.getOrDefault(row.getLong("oid"), List.of()).forEach(object::part);
            return object;
        });
    }
}

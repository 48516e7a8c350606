package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Types that exist by name only. The functions that read and print a base type, or make a range canonical, take the type
 * itself; so the name comes first, then the functions, then the type. And each needs the other, so that neither goes alone:
 * the type takes its functions with it (PostgreSQL docs, "DROP TYPE").
 */
final class ShellTypes {
    private static final String CATALOG = "shell type";

    private ShellTypes() {}

    static CatalogObject shellOf(CatalogObject type, ResultSet row) throws SQLException {
        ObjectId id = type.id();
        CatalogObject shell = new CatalogObject(
                        addressOf(type.address()), new ObjectId(CATALOG, id.schema(), id.name()), Rank.SHELL_TYPE)
                .needs(new Address("pg_namespace", row.getLong("typnamespace")))
                .create("CREATE TYPE " + TypeCatalog.qualified(row));
        type.needs(shell.address()).dropWithDependents();
        return shell;
    }

    /** Returns where the shell of a type stands, which is in no catalog. */
    static Address addressOf(Address type) {
        return new Address(CATALOG, type.oid());
    }
}

package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

/**
 * Roles, and users without their passwords: a user that the target does not know comes back locked, with a hash that no
 * password has, and one that it knows stays as it is. The connected user is not part of the backup.
 */
final class UserCatalog implements Catalog {
    private static final String LOCKED = " SALT '" + "00".repeat(8) + "' HASH '" + "00".repeat(32) + "'";

    private static final String USERS = "SELECT USER_NAME, IS_ADMIN FROM INFORMATION_SCHEMA.USERS";
    private static final String ROLES = "SELECT ROLE_NAME FROM INFORMATION_SCHEMA.ROLES";

    @Override
    public void read(Facts facts, Findings found) {
        record User(String name, boolean admin) {}
        facts
                .session()
                .query("read the users", USERS, row -> new User(Facts.upper(row.getString(1)), row.getBoolean(2)))
                .stream()
                .filter(user -> !user.name.equals(facts.user()))
                .forEach(user -> found.add(new CatalogObject(Kinds.user(user.name), Rank.USER)
                        .create("CREATE USER IF NOT EXISTS " + identifier(user.name) + LOCKED
                                + (user.admin ? " ADMIN" : ""))));
        facts.session().query("read the roles", ROLES, row -> Facts.upper(row.getString(1))).stream()
                .filter(role -> facts.admin() && !role.equals("PUBLIC"))
                .forEach(role -> found.add(new CatalogObject(Kinds.role(role), Rank.USER)
                        .create("CREATE ROLE IF NOT EXISTS " + identifier(role))
                        .drop("DROP ROLE IF EXISTS " + identifier(role))));
    }
}

package io.dbguard.postgres.internal.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns the difference between two access control lists into REVOKE and GRANT, as pg_dump does: what the first has and the
 * second has not is revoked, what only the second has is granted, in its order.
 */
final class AclStatements {
    private final String prefix;
    private final String column;
    private final String target;
    private final String owner;

    /**
     * Creates a writer for one object.
     *
     * @param prefix stands before GRANT and REVOKE, such as ALTER DEFAULT PRIVILEGES
     * @param column the quoted column that the privileges are on, empty if on the whole object
     * @param target what follows ON
     * @param owner the object's owner, a quoted name
     */
    AclStatements(String prefix, String column, String target, String owner) {
        this.prefix = prefix;
        this.column = column.isEmpty() ? "" : " (" + column + ")";
        this.target = target;
        this.owner = owner;
    }

    List<String> change(Collection<AclItem> from, Collection<AclItem> to) {
        List<String> statements = new ArrayList<>();
        for (AclItem item : from) {
            if (!to.contains(item)) {
                statements.add(prefix + "REVOKE ALL" + column + " ON " + target + " FROM " + item.grantee());
            }
        }
        for (AclItem item : to) {
            if (!from.contains(item)) {
                statements.addAll(grant(item));
            }
        }
        return statements;
    }

    /** Only the grantor itself can grant in its own name. */
    private List<String> grant(AclItem item) {
        List<String> statements = new ArrayList<>();
        boolean byAnother = !item.grantor().equals(owner) && prefix.isEmpty();
        if (byAnother) {
            statements.add("SET ROLE " + item.grantor());
        }
        add(statements, item.privileges(), item.grantee(), "");
        add(statements, item.grantable(), item.grantee(), " WITH GRANT OPTION");
        if (byAnother) {
            statements.add("RESET ROLE");
        }
        return statements;
    }

    private void add(List<String> statements, Set<String> privileges, String grantee, String option) {
        if (!privileges.isEmpty()) {
            String list =
                    privileges.stream().map(privilege -> privilege + column).collect(Collectors.joining(", "));
            statements.add(prefix + "GRANT " + list + " ON " + target + " TO " + grantee + option);
        }
    }
}

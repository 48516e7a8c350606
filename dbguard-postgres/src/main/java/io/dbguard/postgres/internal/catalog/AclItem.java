package io.dbguard.postgres.internal.catalog;

import java.util.Set;
import java.util.TreeSet;

/**
 * What one role granted to another on one object.
 *
 * @param grantee who may; {@code PUBLIC} or a quoted name
 * @param grantor who said so, a quoted name
 * @param privileges what, without the option to grant it on
 * @param grantable what, with the option
 */
record AclItem(String grantee, String grantor, Set<String> privileges, Set<String> grantable) {

    /** Puts the privileges into an order. */
    AclItem {
        privileges = new TreeSet<>(privileges);
        grantable = new TreeSet<>(grantable);
    }
}

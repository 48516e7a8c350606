package io.dbguard.h2.internal.restore;

import io.dbguard.api.schema.TableName;

/** Names for what is set aside until the restore is done. */
final class Aside {
    private static final String PREFIX = "DBGUARD_ASIDE_";
    private static final int LONGEST = 200;

    private int last;

    /** Returns a new name that shows what it stands for; names have at most 256 characters. */
    String name(String original) {
        String name = PREFIX + ++last + "_" + original;
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }

    /** Returns a new name in the same schema. */
    TableName name(TableName original) {
        return new TableName(original.schema(), name(original.table()));
    }
}

package io.dbguard.api.schema;

import java.util.Set;

/** Kinds of objects that mean the same in every database module; a module has others besides. */
public final class ObjectKinds {
    /** A schema; its identity has no schema, only a name. */
    public static final String SCHEMA = "schema";

    /** A table, with rows of its own or in its partitions. */
    public static final String TABLE = "table";

    /** That a table is a partition of another: belongs to the partition and depends on both. */
    public static final String PARTITION = "partition";

    /** A foreign key; belongs to the table that refers and depends on both. */
    public static final String FOREIGN_KEY = "foreign key";

    /** Who owns an object. */
    public static final String OWNER = "owner";

    /** Who may do what with an object. */
    public static final String PRIVILEGES = "privileges";

    /** Who may do what with objects that do not exist yet. */
    public static final String DEFAULT_PRIVILEGES = "default privileges";

    /** A comment on an object. */
    public static final String COMMENT = "comment";

    /** A label that a security module put on an object. */
    public static final String SECURITY_LABEL = "security label";

    /** In which tablespace something lies. */
    public static final String TABLESPACE = "tablespace";

    /** The rows of a materialised view: they are not stored, but made anew from the rows of what the view depends on. */
    public static final String MATERIALIZED_ROWS = "materialized rows";

    /** All large objects together. */
    public static final String LARGE_OBJECTS = "large objects";

    private static final Set<String> DESCRIPTIONS = Set.of(OWNER, PRIVILEGES, COMMENT, SECURITY_LABEL, TABLESPACE);

    private ObjectKinds() {}

    /**
     * Returns whether an object only says something of another one.
     *
     * @param object the object's name
     */
    public static boolean isDescription(ObjectId object) {
        return DESCRIPTIONS.contains(object.kind());
    }
}

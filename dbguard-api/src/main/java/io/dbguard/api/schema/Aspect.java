package io.dbguard.api.schema;

/** What a restore can go without, because the place it goes to has its own. */
public enum Aspect {
    /** Who owns what; everything then belongs to the role that restores. */
    OWNERS(ObjectKinds.OWNER),
    /** Who may do what, now and with objects still to come. */
    PRIVILEGES(ObjectKinds.PRIVILEGES, ObjectKinds.DEFAULT_PRIVILEGES),
    /** Comments. */
    COMMENTS(ObjectKinds.COMMENT),
    /** Where tables and indexes lie. */
    TABLESPACES(ObjectKinds.TABLESPACE),
    /** Labels of security modules. */
    SECURITY_LABELS(ObjectKinds.SECURITY_LABEL),
    /** Large objects, with their bytes. */
    LARGE_OBJECTS(ObjectKinds.LARGE_OBJECTS);

    private final String kind;
    private final String otherKind;

    Aspect(String kind) {
        this(kind, kind);
    }

    Aspect(String kind, String otherKind) {
        this.kind = kind;
        this.otherKind = otherKind;
    }

    /**
     * Returns whether an object is about nothing else.
     *
     * @param object the object's name
     */
    public boolean covers(ObjectId object) {
        return object.kind().equals(kind) || object.kind().equals(otherKind);
    }
}

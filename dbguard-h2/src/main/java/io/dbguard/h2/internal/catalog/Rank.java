package io.dbguard.h2.internal.catalog;

/** The order in which kinds of objects are created where no dependency says otherwise. */
enum Rank {
    SETTING,
    USER,
    SCHEMA_OWNER,
    SCHEMA,
    CONSTANT,
    ROUTINE,
    SEQUENCE,
    DOMAIN,
    TABLE,
    SYNONYM,
    VIEW,
    RIGHT,
    CONSTRAINT,
    FOREIGN_KEY,
    INDEX,
    TRIGGER,
    COMMENT
}

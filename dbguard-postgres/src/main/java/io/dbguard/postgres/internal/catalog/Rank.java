package io.dbguard.postgres.internal.catalog;

/**
 * The order in which kinds of objects are created where no dependency says otherwise; the same as pg_dump's, because
 * there are dependencies that the catalogs do not record.
 */
enum Rank {
    SCHEMA,
    EXTENSION,
    TYPE,
    FUNCTION,
    SEQUENCE,
    TABLE,
    SEQUENCE_OWNER,
    VIEW,
    CONSTRAINT,
    INDEX,
    FOREIGN_KEY,
    TRIGGER,
    COMMENT
}

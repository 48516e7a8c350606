package io.dbguard.h2.internal.catalog;

/**
 * A qualified name as a piece of SQL has it.
 *
 * @param schema what stands before the dot
 * @param name what stands behind it
 */
record SqlName(String schema, String name) {}

package io.dbguard.postgres.internal.catalog;

/**
 * Where an object stands in the catalogs.
 *
 * @param catalog the catalog's name, such as {@code pg_class}
 * @param oid the row's oid
 */
record Address(String catalog, long oid) {}

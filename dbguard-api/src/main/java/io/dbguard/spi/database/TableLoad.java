package io.dbguard.spi.database;

import io.dbguard.api.schema.Table;

/**
 * The rows that a table is to hold in the end.
 *
 * @param table the table, with the columns that {@code rows} carries
 * @param replace whether the table exists and its present rows go; otherwise the plan creates it
 * @param rows the rows
 */
public record TableLoad(Table table, boolean replace, RowSource rows) {}

/** What a database module implements: one interface to read, {@link io.dbguard.spi.database.DatabaseProvider}. */
@NullMarked
package io.dbguard.spi.database;

import org.jspecify.annotations.NullMarked;

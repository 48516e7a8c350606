/** A consistent view of the database, and its rows. */
@NullMarked
package io.dbguard.postgres.internal.snapshot;

import org.jspecify.annotations.NullMarked;

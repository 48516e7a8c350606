/** A consistent view of the database, and its rows. */
@NullMarked
package io.dbguard.h2.internal.snapshot;

import org.jspecify.annotations.NullMarked;

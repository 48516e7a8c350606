/** Migrations and restores, tried out on a copy of the database. */
@NullMarked
package io.dbguard.internal.rehearsal;

import org.jspecify.annotations.NullMarked;

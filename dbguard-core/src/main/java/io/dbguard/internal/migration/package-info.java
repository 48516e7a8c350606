/** Migrations: which are pending, how dangerous they are, and running them under guard. */
@NullMarked
package io.dbguard.internal.migration;

import org.jspecify.annotations.NullMarked;

/** What an unfinished restore says of itself in the database. */
@NullMarked
package io.dbguard.postgres.internal.mark;

import org.jspecify.annotations.NullMarked;

/** What changed from a backup to a later one, or to the database as it is now. */
@NullMarked
package io.dbguard.internal.diff;

import org.jspecify.annotations.NullMarked;

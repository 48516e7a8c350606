/** Backups, restored into a database that holds nothing else and that nobody needs afterwards. */
@NullMarked
package io.dbguard.internal.scratch;

import org.jspecify.annotations.NullMarked;

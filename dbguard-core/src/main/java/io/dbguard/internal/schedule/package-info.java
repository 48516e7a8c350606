/** Backups after writes, on a thread of their own. */
@NullMarked
package io.dbguard.internal.schedule;

import org.jspecify.annotations.NullMarked;

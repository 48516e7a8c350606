/** Carrying a restore plan out: in one transaction, or {@code parallel} on several connections. */
@NullMarked
package io.dbguard.postgres.internal.restore;

import org.jspecify.annotations.NullMarked;

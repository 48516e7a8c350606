/** Carrying a restore plan out, in one transaction. */
@NullMarked
package io.dbguard.postgres.internal.restore;

import org.jspecify.annotations.NullMarked;

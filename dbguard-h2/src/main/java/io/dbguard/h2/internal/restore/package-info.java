/** Carrying a restore plan out and back, although H2 commits at each DDL statement. */
@NullMarked
package io.dbguard.h2.internal.restore;

import org.jspecify.annotations.NullMarked;

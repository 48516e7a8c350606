/** Databases in memory to try something out. */
@NullMarked
package io.dbguard.h2.internal.scratch;

import org.jspecify.annotations.NullMarked;

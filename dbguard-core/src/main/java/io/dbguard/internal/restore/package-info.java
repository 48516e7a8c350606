/** Bringing data back: what has to be done, and doing it. */
@NullMarked
package io.dbguard.internal.restore;

import org.jspecify.annotations.NullMarked;

/** Judges scripts: cuts them up, reads each statement, lets all rules look at it, and remembers what it did. */
@NullMarked
package io.dbguard.internal.classify;

import org.jspecify.annotations.NullMarked;

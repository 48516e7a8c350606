/** Bringing rows of a backup back into tables that keep what they have: which of them, and what they drag along. */
@NullMarked
package io.dbguard.internal.merge;

import org.jspecify.annotations.NullMarked;

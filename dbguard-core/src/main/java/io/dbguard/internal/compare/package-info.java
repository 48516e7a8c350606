/** Finding out which rows differ, without holding them. */
@NullMarked
package io.dbguard.internal.compare;

import org.jspecify.annotations.NullMarked;

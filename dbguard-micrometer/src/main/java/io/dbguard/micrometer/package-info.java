/** Meters of what a guard does. */
@NullMarked
package io.dbguard.micrometer;

import org.jspecify.annotations.NullMarked;

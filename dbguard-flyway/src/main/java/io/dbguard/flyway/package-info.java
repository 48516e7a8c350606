/** Flyway's migrations under guard. */
@NullMarked
package io.dbguard.flyway;

import org.jspecify.annotations.NullMarked;

/** A restored database that takes the name of the one that is there. */
@NullMarked
package io.dbguard.cli.internal.swap;

import org.jspecify.annotations.NullMarked;

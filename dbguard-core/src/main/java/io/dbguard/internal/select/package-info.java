/** Choosing tables and objects by name, with all that they need. */
@NullMarked
package io.dbguard.internal.select;

import org.jspecify.annotations.NullMarked;

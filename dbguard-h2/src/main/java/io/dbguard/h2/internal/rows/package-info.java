/** Rows between H2 and COPY text: types, values, reading, inserting. */
@NullMarked
package io.dbguard.h2.internal.rows;

import org.jspecify.annotations.NullMarked;

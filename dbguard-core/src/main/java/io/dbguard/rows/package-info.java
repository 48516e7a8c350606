/** Rows in COPY text format: writing and reading their fields. For database modules whose database does not speak the format itself. */
@NullMarked
package io.dbguard.rows;

import org.jspecify.annotations.NullMarked;

/** The guarded data source: it notes what an application writes, and stops what takes all rows at once. */
@NullMarked
package io.dbguard.internal.watch;

import org.jspecify.annotations.NullMarked;

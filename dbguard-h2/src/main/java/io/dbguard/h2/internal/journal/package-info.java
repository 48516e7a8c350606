/** What a restore has done so far and how to take it back, written down in the database itself. */
@NullMarked
package io.dbguard.h2.internal.journal;

import org.jspecify.annotations.NullMarked;

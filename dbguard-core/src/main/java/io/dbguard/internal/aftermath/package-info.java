/** What a migration left, held against the backup before it. */
@NullMarked
package io.dbguard.internal.aftermath;

import org.jspecify.annotations.NullMarked;

/** Backups as plain files that need no dbguard. */
@NullMarked
package io.dbguard.internal.export;

import org.jspecify.annotations.NullMarked;

/** More than one place for the same backups: copies, reading from whichever is intact, repair. Needs no key. */
@NullMarked
package io.dbguard.internal.place;

import org.jspecify.annotations.NullMarked;

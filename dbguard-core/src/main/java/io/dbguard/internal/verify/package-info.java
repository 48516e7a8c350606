/** Reading a backup from end to end, and holding it against a database. */
@NullMarked
package io.dbguard.internal.verify;

import org.jspecify.annotations.NullMarked;

/** Backups in a folder of the local file system. */
@NullMarked
package io.dbguard.internal.storage;

import org.jspecify.annotations.NullMarked;

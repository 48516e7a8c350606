/** What a place for backups implements. */
@NullMarked
package io.dbguard.spi.storage;

import org.jspecify.annotations.NullMarked;

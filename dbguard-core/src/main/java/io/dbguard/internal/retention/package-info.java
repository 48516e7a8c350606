/** Which backups go, and how they and their blobs are removed. */
@NullMarked
package io.dbguard.internal.retention;

import org.jspecify.annotations.NullMarked;

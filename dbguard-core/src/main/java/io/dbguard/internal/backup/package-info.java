/** Taking a backup: from a snapshot to a manifest. */
@NullMarked
package io.dbguard.internal.backup;

import org.jspecify.annotations.NullMarked;

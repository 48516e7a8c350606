/** How a restore treats rows. */
@NullMarked
package io.dbguard.api.restore;

import org.jspecify.annotations.NullMarked;

/** Restores on several connections, where there is nothing yet that could be lost. */
@NullMarked
package io.dbguard.postgres.internal.restore.parallel;

import org.jspecify.annotations.NullMarked;

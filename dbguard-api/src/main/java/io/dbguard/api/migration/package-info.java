/** Judging a migration before it runs. */
@NullMarked
package io.dbguard.api.migration;

import org.jspecify.annotations.NullMarked;

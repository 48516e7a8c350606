/** What an operation did, or would do. */
@NullMarked
package io.dbguard.api.report;

import org.jspecify.annotations.NullMarked;

/** One transaction on one connection: settings, locks, queries, COPY. */
@NullMarked
package io.dbguard.postgres.internal.session;

import org.jspecify.annotations.NullMarked;

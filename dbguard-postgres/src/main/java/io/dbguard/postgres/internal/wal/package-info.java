/** What the server's own account of its writes (WAL summaries, since PostgreSQL 17) says of tables. */
@NullMarked
package io.dbguard.postgres.internal.wal;

import org.jspecify.annotations.NullMarked;

/** PostgreSQL 14 to 18 over plain JDBC. */
@NullMarked
package io.dbguard.postgres;

import org.jspecify.annotations.NullMarked;

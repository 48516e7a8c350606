/** Liquibase's changesets under guard. */
@NullMarked
package io.dbguard.liquibase;

import org.jspecify.annotations.NullMarked;

/** H2 2.x over plain JDBC. */
@NullMarked
package io.dbguard.h2;

import org.jspecify.annotations.NullMarked;

/** Assertions on migrations; begin with {@link io.dbguard.test.MigrationAssertions}. */
@NullMarked
package io.dbguard.test;

import org.jspecify.annotations.NullMarked;

/** Migrations for JUnit Jupiter; begin with {@link io.dbguard.test.junit.MigrationTest}. */
@NullMarked
package io.dbguard.test.junit;

import org.jspecify.annotations.NullMarked;

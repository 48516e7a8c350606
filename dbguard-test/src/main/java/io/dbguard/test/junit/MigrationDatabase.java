package io.dbguard.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the field that holds, or the method without parameters that returns, the {@code javax.sql.DataSource} on which
 * migrations run: an empty database, there for this test alone. It is asked each time that a test method takes a {@link
 * io.dbguard.test.MigrationRun}. A test class has one at most.
 */
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface MigrationDatabase {}

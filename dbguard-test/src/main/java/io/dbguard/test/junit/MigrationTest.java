package io.dbguard.test.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Says which migrations a test is about. On a class, its test methods can take
 *
 * <ul>
 *   <li>a {@link io.dbguard.test.MigrationAssert}, which judges the scripts;
 *   <li>a {@link io.dbguard.test.MigrationRun}, which runs them on a throw-away database: the one that {@link
 *       MigrationDatabase} marks, otherwise H2 in memory.
 * </ul>
 *
 * <p>On a method it does the same, and makes it a test. One that takes neither asserts by itself, before its body, that all
 * scripts are safe but those that are approved. What stands on a method counts instead of all that stands on its class.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Test
@ExtendWith(MigrationExtension.class)
public @interface MigrationTest {

    /**
     * Returns where the scripts are: each {@code filesystem:PATH}, {@code classpath:PATH}, or just a path, which is a folder
     * if there is one of that name and on the class path otherwise.
     */
    String[] locations() default "db/migration";

    /** Returns which database the scripts are for. */
    Dialect dialect() default Dialect.POSTGRES;

    /** Returns the first script that is judged; those before it ran long ago. Unless given, all are. */
    String from() default "";

    /** Returns the scripts that somebody has looked at and approved. One that would be safe without that is a failure. */
    String[] approved() default {};
}

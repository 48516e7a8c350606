package io.dbguard.test.junit;

import io.dbguard.test.MigrationAssert;
import io.dbguard.test.MigrationAssertions;
import io.dbguard.test.MigrationRun;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives migrations to test methods of JUnit Jupiter. {@link MigrationTest} brings it along and says which; without that they
 * are PostgreSQL's in {@code db/migration}. Has no state.
 */
public final class MigrationExtension implements ParameterResolver, BeforeTestExecutionCallback {
    private static final Set<Class<?>> GIVEN = Set.of(MigrationAssert.class, MigrationRun.class);

    /** Creates it; JUnit does. */
    public MigrationExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return GIVEN.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        MigrationTest test = test(context);
        return parameter.getParameter().getType() == MigrationAssert.class
                ? judged(test)
                : MigrationAssertions.assertThatMigrations(test.locations())
                        .runOn(MarkedDatabase.of(context).orElse(test.dialect().memory()));
    }

    /** A test method that takes nothing to assert with has it done for it. */
    @Override
    public void beforeTestExecution(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        boolean asserts = Arrays.stream(method.getParameterTypes()).anyMatch(GIVEN::contains);
        if (!asserts && AnnotationSupport.isAnnotated(method, MigrationTest.class)) {
            judged(test(context)).areSafe();
        }
    }

    private static MigrationAssert judged(MigrationTest test) {
        MigrationAssert scripts = MigrationAssertions.assertThatMigrations(test.locations())
                .judgedBy(test.dialect().judge())
                .approved(test.approved());
        return test.from().isEmpty() ? scripts : scripts.from(test.from());
    }

    /** Returns what the method says, otherwise the class, otherwise the one around it. */
    private static MigrationTest test(ExtensionContext context) {
        Optional<MigrationTest> found = AnnotationSupport.findAnnotation(context.getElement(), MigrationTest.class);
        Optional<Class<?>> type = context.getTestClass();
        while (found.isEmpty() && type.isPresent()) {
            found = AnnotationSupport.findAnnotation(type.get(), MigrationTest.class);
            type = Optional.ofNullable(type.get().getEnclosingClass());
        }
        return found.orElseGet(MigrationExtension::usual);
    }

    /** Returns what an annotation says that says nothing. */
    private static MigrationTest usual() {
        return AnnotationSupport.findAnnotation(Usual.class, MigrationTest.class)
                .orElseThrow();
    }

    @MigrationTest
    private static final class Usual {}
}

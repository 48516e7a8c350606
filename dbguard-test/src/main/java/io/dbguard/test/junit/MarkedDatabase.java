package io.dbguard.test.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The database that a test class marks with {@link MigrationDatabase}. */
final class MarkedDatabase {
    private static final HierarchyTraversalMode ORDER = HierarchyTraversalMode.BOTTOM_UP;

    private MarkedDatabase() {}

    /** Returns the one of the test class, otherwise that of the class around it; empty if there is none. */
    static Optional<DataSource> of(ExtensionContext context) {
        List<Object> instances = new ArrayList<>(context.getTestInstances()
                .orElseThrow(() -> wrong("A MigrationRun is given to methods, not to a constructor"))
                .getAllInstances());
        Collections.reverse(instances);
        return instances.stream().flatMap(one -> in(one).stream()).findFirst();
    }

    private static Optional<DataSource> in(Object test) {
        List<AnnotatedElement> marked = new ArrayList<>();
        marked.addAll(
                AnnotationSupport.findAnnotatedFields(test.getClass(), MigrationDatabase.class, field -> true, ORDER));
        marked.addAll(AnnotationSupport.findAnnotatedMethods(test.getClass(), MigrationDatabase.class, ORDER));
        if (marked.size() > 1) {
            throw wrong("Only one of these can be the @MigrationDatabase: " + marked);
        }
        return marked.stream().findFirst().map(one -> database(one, test));
    }

    private static DataSource database(AnnotatedElement marked, Object test) {
        if (value(marked, test) instanceof DataSource database) {
            return database;
        }
        throw wrong("This is marked with @MigrationDatabase, but gives no DataSource: " + marked);
    }

    private static @Nullable Object value(AnnotatedElement marked, Object test) {
        if (marked instanceof Method method) {
            return method.getParameterCount() == 0 ? ReflectionSupport.invokeMethod(method, test) : null;
        }
        try {
            return ReflectionSupport.tryToReadFieldValue((Field) marked, test).get();
        } catch (Exception e) {
            throw new ExtensionConfigurationException("This field cannot be read: " + marked, e);
        }
    }

    private static ExtensionConfigurationException wrong(String what) {
        return new ExtensionConfigurationException(what);
    }
}

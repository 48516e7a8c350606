package io.dbguard.flyway;

import io.dbguard.Guard;
import io.dbguard.GuardedMigration;
import io.dbguard.StartedMigration;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Flyway calls of {@link DbGuardCallback}. One thread does all of one migration. */
final class Calls implements InvocationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final Set<Event> EVENTS =
            Set.of(Event.BEFORE_MIGRATE, Event.AFTER_MIGRATE, Event.AFTER_MIGRATE_ERROR);

    private final Guard guard;
    private final UnaryOperator<GuardedMigration> wishes;
    private final Map<Thread, StartedMigration> current = new ConcurrentHashMap<>();

    Calls(Guard guard, UnaryOperator<GuardedMigration> wishes) {
        this.guard = guard;
        this.wishes = wishes;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        Object[] given = arguments == null ? new Object[0] : arguments;
        return switch (method.getName()) {
            case "supports" -> given[0] instanceof Event event && EVENTS.contains(event);
            case "canHandleInTransaction" -> false;
            case "getCallbackName", "toString" -> DbGuardCallback.NAME;
            case "handle" -> handle((Event) given[0], (Context) given[1]);
            case "equals" -> proxy == given[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    private @Nullable Object handle(Event event, Context context) {
        if (event == Event.BEFORE_MIGRATE) {
            begin(context);
        } else {
            end(event);
        }
        return null;
    }

    private void begin(Context context) {
        letGo();
        FlywayMigrations migrations = FlywayMigrations.of(context.getConfiguration());
        current.put(
                Thread.currentThread(),
                wishes.apply(guard.beforeMigration(migrations)).begin());
    }

    private void end(Event event) {
        StartedMigration migration = current.get(Thread.currentThread());
        if (migration == null) {
            return;
        }
        try {
            if (event == Event.AFTER_MIGRATE) {
                migration.succeeded();
            } else if (!migration.scripts().isEmpty()) {
                // What is thrown here would take the place of Flyway's own exception, which says why.
                var failure = migration.failed(new IllegalStateException("Flyway's own exception says why"));
                LOG.error("{}", failure.getMessage());
            }
        } finally {
            letGo();
        }
    }

    /** Flyway does not say that another callback refused; what began then ends here, when the thread migrates again. */
    private void letGo() {
        StartedMigration left = current.remove(Thread.currentThread());
        if (left != null) {
            left.close();
        }
    }
}

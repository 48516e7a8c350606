package io.dbguard.flyway;

import io.dbguard.Guard;
import io.dbguard.GuardedMigration;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.flywaydb.core.api.callback.Callback;

/**
 * A callback that puts Flyway under guard where nobody can wrap the call of {@code migrate()}, such as in a framework. Where it
 * can be wrapped, {@link FlywayMigrations} is better: it sees what fails in other callbacks too, and its exceptions arrive as
 * they are.
 *
 * <pre>{@code
 * Flyway.configure().dataSource(dataSource).callbacks(DbGuardCallback.of(guard)).load().migrate();
 * }</pre>
 *
 * <p>Before the first migration runs, all that are pending are judged together and the database is backed up; a refusal ends
 * Flyway with nothing applied. If nothing is pending, nothing is done. Flyway calls callbacks in the order of their names;
 * this one is called {@value #NAME}, which comes before letters and digits.
 */
public final class DbGuardCallback {
    static final String NAME = "!dbguard";

    private DbGuardCallback() {}

    /**
     * Returns the callback. Thread-safe.
     *
     * @param guard protects the database that Flyway migrates
     */
    public static Callback of(Guard guard) {
        return of(guard, migration -> migration);
    }

    /**
     * Returns the callback. Thread-safe.
     *
     * @param guard protects the database that Flyway migrates
     * @param wishes says what is approved, how long to wait, and what is restored when it fails
     */
    public static Callback of(Guard guard, UnaryOperator<GuardedMigration> wishes) {
        // The parameters of Callback's methods have other types since Flyway 11, so no class implements both.
        return (Callback) Proxy.newProxyInstance(
                Callback.class.getClassLoader(), new Class<?>[] {Callback.class}, new Calls(guard, wishes));
    }
}

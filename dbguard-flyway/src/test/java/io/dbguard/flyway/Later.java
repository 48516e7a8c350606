package io.dbguard.flyway;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Event;

/** A callback of the application's own that comes after dbguard's, and may refuse. */
record Later(AtomicBoolean refuses) {
    Callback asCallback() {
        return (Callback) Proxy.newProxyInstance(
                Callback.class.getClassLoader(), new Class<?>[] {Callback.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "supports":
                            return arguments[0] == Event.BEFORE_MIGRATE;
                        case "canHandleInTransaction":
                            return true;
                        case "getCallbackName":
                            return "application";
                        case "handle":
                            if (refuses.get()) {
                                throw new IllegalStateException("not now");
                            }
                            return null;
                        default:
                            return method.getName().equals("hashCode") ? 1 : proxy == arguments[0];
                    }
                });
    }
}

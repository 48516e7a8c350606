package io.dbguard.internal.deployment;

import io.dbguard.api.check.CheckResult;
import java.util.concurrent.Callable;

/**
 * What the application says of itself.
 *
 * @param name what is asked
 * @param answer returns whether all is well
 */
public record HealthCheck(String name, Callable<Boolean> answer) {

    /** What the application throws may hold what must not be told. */
    CheckResult check() {
        try {
            return answer.call()
                    ? CheckResult.pass("health", name + " is well")
                    : CheckResult.fail("health", name + " is not well", "look into the application's log");
        } catch (Exception e) {
            return CheckResult.fail(
                    "health", name + " failed with " + e.getClass().getName(), "look into the application's log");
        }
    }
}

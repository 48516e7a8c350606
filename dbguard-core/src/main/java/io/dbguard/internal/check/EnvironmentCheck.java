package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.internal.deployment.CriticalVariables;
import io.dbguard.internal.deployment.Deployment;
import io.dbguard.internal.deployment.EnvironmentKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Critical variables have the values that they had at the last good deployment. No value is shown. */
final class EnvironmentCheck implements Check {
    static final String IF_MEANT =
            "if that is meant, 'dbguard check --force --remember' makes it the state to compare with";

    @Override
    public String name() {
        return "environment";
    }

    @Override
    public Needs needs() {
        return Needs.NOTHING;
    }

    @Override
    public CheckResult look(Scene scene) {
        CriticalVariables critical = scene.order().critical();
        if (critical.names().isEmpty()) {
            return pass("no critical variables are named");
        }
        Set<String> missing = critical.missing();
        if (!missing.isEmpty()) {
            return fail(Numbers.list(missing) + (missing.size() == 1 ? " has" : " have") + " no value", "set it");
        }
        Optional<Deployment> last = scene.lastGoodDeployment();
        if (last.isEmpty()) {
            return warn(
                    Numbers.count(critical.names().size(), "critical variable")
                            + (critical.names().size() == 1 ? " has a value" : " have values")
                            + ", but no good deployment is noted yet that they could be compared with",
                    "note one, with 'dbguard check --remember' or by verifying a deployment");
        }
        return EnvironmentKey.find(scene.place())
                .map(key -> compare(last.get(), critical.hashes(key)))
                .orElseGet(() -> warn(
                        "critical variables cannot be compared, since the key for their hashes is gone or damaged",
                        "note a good deployment again, with 'dbguard check --remember'"));
    }

    private CheckResult compare(Deployment last, Map<String, String> now) {
        Set<String> changed = new TreeSet<>();
        Set<String> unknown = new TreeSet<>();
        now.forEach((name, hash) -> {
            String before = last.variables().get(name);
            if (before == null) {
                unknown.add(name);
            } else if (!before.equals(hash)) {
                changed.add(name);
            }
        });
        String when = "the last good deployment, " + Numbers.age(last.time()) + " ago";
        if (!changed.isEmpty()) {
            return fail(
                    Numbers.list(changed) + " changed since " + when,
                    "put back what was changed by mistake; " + IF_MEANT);
        }
        return unknown.isEmpty()
                ? pass(Numbers.count(now.size(), "critical variable") + " as at " + when)
                : warn(
                        Numbers.list(unknown) + " cannot be compared: not noted at " + when,
                        "note a good deployment again, with 'dbguard check --remember'");
    }
}

package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.internal.deployment.CriticalVariables;
import io.dbguard.internal.deployment.Deployment;
import io.dbguard.internal.deployment.EnvironmentKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Critical variables have the values that they had at the last good deployment. No value is shown. */
final class EnvironmentCheck implements Check {
    static final String IF_MEANT =
            "if that is meant, 'dbguard check --force --remember' makes it the state to compare with";

    private static final String NOTE_ONE =
            "note a good deployment, with 'dbguard check --remember' or by verifying one";

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
        Optional<Deployment> last = scene.lastGoodDeployment();
        Optional<EnvironmentKey> key = EnvironmentKey.find(scene.place());
        Map<String, String> before = last.map(Deployment::variables).orElse(Map.of());
        Map<String, String> now = key.map(critical::hashes).orElse(Map.of());
        Set<String> changed = new TreeSet<>(now.keySet());
        changed.removeIf(name -> !before.containsKey(name) || before.get(name).equals(now.get(name)));
        Set<String> missing = critical.missing();
        if (!changed.isEmpty() || !missing.isEmpty()) {
            return fail(different(changed, missing, last), "put back what was changed by mistake; " + IF_MEANT);
        }
        Set<String> unknown = new TreeSet<>(critical.names());
        unknown.removeIf(name -> now.containsKey(name) && before.containsKey(name));
        return unknown.isEmpty()
                ? pass(Numbers.count(now.size(), "critical variable") + " as at " + when(last))
                : warn(Numbers.list(unknown) + " cannot be compared: " + why(last, key), NOTE_ONE);
    }

    private static String different(Set<String> changed, Set<String> missing, Optional<Deployment> last) {
        return Stream.of(
                        missing.isEmpty()
                                ? ""
                                : Numbers.list(missing) + (missing.size() == 1 ? " has" : " have") + " no value",
                        changed.isEmpty() ? "" : Numbers.list(changed) + " changed since " + when(last))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String why(Optional<Deployment> last, Optional<EnvironmentKey> key) {
        if (last.isEmpty()) {
            return "no good deployment is noted yet";
        }
        return key.isEmpty() ? "the key for their hashes is gone or damaged" : "not noted at " + when(last);
    }

    private static String when(Optional<Deployment> last) {
        return "the last good deployment"
                + last.map(deployment -> ", " + Numbers.age(deployment.time()) + " ago")
                        .orElse("");
    }
}

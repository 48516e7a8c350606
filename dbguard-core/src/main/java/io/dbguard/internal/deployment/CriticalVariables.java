package io.dbguard.internal.deployment;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Variables that must not change unnoticed from one deployment to the next. Their values are secrets: they leave this class
 * only as keyed hashes, and no text shows them. Immutable and thread-safe.
 */
public final class CriticalVariables {
    /** None. */
    public static final CriticalVariables NONE = new CriticalVariables(Set.of(), Map.of(), System::getenv);

    private final Set<String> fromEnvironment;
    private final Map<String, String> given;
    private final UnaryOperator<@Nullable String> environment;

    CriticalVariables(
            Collection<String> fromEnvironment,
            Map<String, String> given,
            UnaryOperator<@Nullable String> environment) {
        this.fromEnvironment = Set.copyOf(fromEnvironment);
        this.given = Map.copyOf(given);
        this.environment = environment;
    }

    /**
     * Adds variables of the environment; they are read each time they are needed.
     *
     * @param names their names
     */
    public CriticalVariables and(Collection<String> names) {
        var all = new TreeSet<>(fromEnvironment);
        all.addAll(names);
        return new CriticalVariables(all, given, environment);
    }

    /**
     * Adds variables from elsewhere; of two with the same name these count.
     *
     * @param values values by name
     */
    public CriticalVariables and(Map<String, String> values) {
        var all = new TreeMap<>(given);
        all.putAll(values);
        return new CriticalVariables(fromEnvironment, all, environment);
    }

    /** Returns all names, sorted. */
    public Set<String> names() {
        var names = new TreeSet<>(fromEnvironment);
        names.addAll(given.keySet());
        return names;
    }

    /** Returns the names of those that have no value, sorted; an empty one counts as none. */
    public Set<String> missing() {
        var missing = new TreeSet<>(names());
        missing.removeIf(name -> value(name).isPresent());
        return missing;
    }

    /**
     * Returns keyed hashes of all values that there are, by name, sorted.
     *
     * @param key the repository's
     */
    public Map<String, String> hashes(EnvironmentKey key) {
        var hashes = new TreeMap<String, String>();
        names().forEach(name -> value(name).ifPresent(value -> hashes.put(name, key.hash(name, value))));
        return hashes;
    }

    private Optional<String> value(String name) {
        String value = given.containsKey(name) ? given.get(name) : environment.apply(name);
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "CriticalVariables" + names();
    }
}

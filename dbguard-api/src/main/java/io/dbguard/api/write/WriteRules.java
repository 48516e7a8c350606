package io.dbguard.api.write;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a guarded data source does with each kind of statement. Immutable.
 *
 * @param policies by kind; what is not named is refused
 */
public record WriteRules(Map<StatementKind, WritePolicy> policies) {
    /** All kinds are refused. */
    public static final WriteRules STRICT = new WriteRules(Map.of());

    /** Copies the map. */
    public WriteRules {
        policies = Map.copyOf(policies);
    }

    /**
     * Returns the same rules with another policy for one kind.
     *
     * @param kind which statements
     * @param policy what becomes of them
     */
    public WriteRules on(StatementKind kind, WritePolicy policy) {
        Map<StatementKind, WritePolicy> all = new EnumMap<>(StatementKind.class);
        all.putAll(policies);
        all.put(kind, policy);
        return new WriteRules(all);
    }

    /**
     * Returns what becomes of a kind.
     *
     * @param kind which statements
     */
    public WritePolicy of(StatementKind kind) {
        return policies.getOrDefault(kind, WritePolicy.REFUSE);
    }
}

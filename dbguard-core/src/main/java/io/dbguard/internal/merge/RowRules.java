package io.dbguard.internal.merge;

import io.dbguard.api.restore.OrphanTreatment;
import io.dbguard.api.restore.RestoreMode;
import java.util.Map;

/**
 * Which rows a restore brings back, and how.
 *
 * @param mode what happens to rows that are there
 * @param orphans what becomes of rows whose parents are gone
 * @param conditions SQL that a row has to fulfil, by names of tables as the user gave them
 * @param children whether rows come along that refer to those that were asked for
 * @param samples how many examples of each kind a report has
 * @param values whether the examples show what changes
 */
public record RowRules(
        RestoreMode mode,
        OrphanTreatment orphans,
        Map<String, String> conditions,
        boolean children,
        int samples,
        boolean values) {
    /** Tables become what the backup holds. */
    public static final RowRules REPLACE =
            new RowRules(RestoreMode.REPLACE, OrphanTreatment.REFUSE, Map.of(), false, 3, false);

    /** Copies the map, so that the rules can be shared. */
    public RowRules {
        conditions = Map.copyOf(conditions);
    }

    /** Returns whether tables keep what they have. */
    public boolean merges() {
        return mode != RestoreMode.REPLACE;
    }

    /** Returns the same rules with another mode. */
    public RowRules withMode(RestoreMode changed) {
        return new RowRules(changed, orphans, conditions, children, samples, values);
    }

    /** Returns the same rules with another treatment of orphans. */
    public RowRules withOrphans(OrphanTreatment changed) {
        return new RowRules(mode, changed, conditions, children, samples, values);
    }

    /** Returns the same rules with other conditions. */
    public RowRules withConditions(Map<String, String> changed) {
        return new RowRules(mode, orphans, changed, children, samples, values);
    }

    /** Returns the same rules, with rows that refer to those asked for. */
    public RowRules withChildren() {
        return new RowRules(mode, orphans, conditions, true, samples, values);
    }

    /** Returns the same rules with other examples. */
    public RowRules withSamples(int most, boolean withValues) {
        return new RowRules(mode, orphans, conditions, children, most, withValues);
    }
}

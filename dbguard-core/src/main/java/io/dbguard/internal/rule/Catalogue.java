package io.dbguard.internal.rule;

import io.dbguard.internal.command.Parsed;
import java.util.ArrayList;
import java.util.List;

/** All rules there are. */
public final class Catalogue {
    private static final int DEEPEST = 6;
    private static final List<Family> FAMILIES = List.of(
            new DroppedTables(),
            new DroppedColumns(),
            new RowChanges(),
            new TypeChanges(),
            new NewColumns(),
            new Constraints(),
            new Enforcement(),
            new Indexes(),
            new Columns(),
            new TableForms(),
            new Triggers(),
            new EnumLabels(),
            new Definitions(),
            new Numbers(),
            new LockTimeouts(),
            new Transactions(),
            new Versions(),
            new Unknowns(),
            new Allowances());

    private Catalogue() {}

    /** Returns the families, in the order in which {@code docs/rules.md} has them. */
    public static List<Family> families() {
        return FAMILIES;
    }

    /** Returns all rules. */
    public static List<Rule> rules() {
        return FAMILIES.stream().flatMap(family -> family.rules().stream()).toList();
    }

    /**
     * Judges a statement, and what it runs inside of it, as far as that can be seen.
     *
     * @param parsed the statement
     * @param scene what is known when it runs
     */
    public static Look judge(Parsed parsed, Scene scene) {
        return judge(parsed, scene, 0);
    }

    private static Look judge(Parsed parsed, Scene scene, int depth) {
        var look = new Look(parsed, scene);
        FAMILIES.forEach(family -> family.judge(look));
        if (depth < DEEPEST) {
            List<Parsed> inside = new ArrayList<>(parsed.inner());
            inside.addAll(Unknowns.within(look));
            inside.forEach(
                    inner -> look.found().addAll(judge(inner, scene, depth + 1).found()));
        }
        return look;
    }
}

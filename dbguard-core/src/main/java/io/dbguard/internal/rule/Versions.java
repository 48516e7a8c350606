package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Constraint;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.sql.Statement;
import java.util.List;

/** What not every supported version of PostgreSQL understands. */
final class Versions implements Family {
    static final Rule NEWER = Rule.compatibility(
                    "needs-newer-server", Risk.HIGH, "needs PostgreSQL {name} or newer: {what}")
            .why("An older server refuses the statement, and the migration stops there.")
            .examples(
                    "ALTER TABLE orders ADD COLUMN twice int GENERATED ALWAYS AS (amount * 2) VIRTUAL;",
                    "ALTER TABLE orders ADD COLUMN twice int;");

    /** Words that stand nowhere in what older servers understand. */
    private static final List<Feature> FEATURES = List.of(
            new Feature(18, List.of("NOT", "ENFORCED")),
            new Feature(18, List.of("WITHOUT", "OVERLAPS")),
            new Feature(17, List.of("SET", "EXPRESSION")),
            new Feature(17, List.of("NOT", "MATCHED", "BY", "SOURCE")),
            new Feature(15, List.of("NULLS", "NOT", "DISTINCT")),
            new Feature(15, List.of("SET", "ACCESS", "METHOD")));

    private record Feature(int version, List<String> words) {}

    @Override
    public String title() {
        return "Versions of the server";
    }

    @Override
    public List<Rule> rules() {
        return List.of(NEWER);
    }

    @Override
    public void judge(Look look) {
        if (!look.postgres()) {
            return;
        }
        Statement statement = look.parsed().statement();
        boolean defines = look.command() instanceof Command.CreateTable || look.command() instanceof Command.AlterTable;
        // What only brings rows may be long, and needs nothing new.
        boolean rows = look.command() instanceof Command.Insert;
        for (Feature feature : rows ? List.<Feature>of() : FEATURES) {
            if (statement.contains(feature.words().toArray(String[]::new))) {
                needs(look, feature.version(), String.join(" ", feature.words()));
            }
        }
        if (look.command() instanceof Command.Merge) {
            needs(look, 15, "MERGE");
        }
        if (defines && statement.contains("GENERATED", "ALWAYS", "AS") && computesOnReading(statement)) {
            needs(look, 18, "a column that is computed when it is read");
        }
        if (look.command() instanceof Command.AlterTable alter
                && alter.actions().stream().anyMatch(Versions::isNamedNotNull)) {
            needs(look, 18, "NOT NULL as a constraint of the table");
        }
    }

    /** STORED is what older servers demand; identity columns have no parentheses after AS. */
    private static boolean computesOnReading(Statement statement) {
        boolean found = false;
        for (int i = 0; i + 3 < statement.tokens().size(); i++) {
            if (statement.has(i, "GENERATED", "ALWAYS", "AS")
                    && statement.tokens().get(i + 3).isSymbol('(')) {
                int depth = 1;
                int at = i + 4;
                while (at < statement.tokens().size() && depth > 0) {
                    depth += statement.tokens().get(at).isSymbol('(')
                            ? 1
                            : statement.tokens().get(at).isSymbol(')') ? -1 : 0;
                    at++;
                }
                found |= !statement.has(at, "STORED");
            }
        }
        return found;
    }

    private static boolean isNamedNotNull(TableAction action) {
        return action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.NOT_NULL;
    }

    /** Where nobody said what the server is, it is only advice. */
    private static void needs(Look look, int version, String what) {
        int server = look.scene().version().orElse(0);
        if (server < version) {
            look.add(
                    NEWER,
                    server == 0 ? Risk.LOW : Risk.HIGH,
                    Subject.of("name", "" + version, "what", what),
                    look.start());
        }
    }
}

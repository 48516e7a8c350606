package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.TableAction;
import java.util.List;

/** Foreign keys that count no more, or again. */
final class Enforcement implements Family {
    static final Rule OFF = Rule.compatibility(
                    "stop-enforcing", Risk.MEDIUM, "no longer enforces the constraint {name} of {table}")
            .why("Rows that it kept out may come in, and it can be enforced again only when all of them are clean.")
            .examples(
                    "ALTER TABLE orders ALTER CONSTRAINT to_customer NOT ENFORCED;",
                    "ALTER TABLE orders ALTER CONSTRAINT to_customer DEFERRABLE;");
    static final Rule ON = Rule.locking(
                    "start-enforcing",
                    Risk.HIGH,
                    "checks all rows of {table} for the constraint {name} while nobody can read or write it")
            .why("""
                    The table is locked with ACCESS EXCLUSIVE until every row has been looked up. If one row has no partner, the \
                    statement fails after all that time.""")
            .safer("""
                    -- A constraint of its own can be checked while everybody goes on:
                    ALTER TABLE {table} ADD CONSTRAINT {name}_new FOREIGN KEY … REFERENCES … NOT VALID;
                    ALTER TABLE {table} VALIDATE CONSTRAINT {name}_new;
                    ALTER TABLE {table} DROP CONSTRAINT {name};""")
            .examples(
                    "ALTER TABLE orders ALTER CONSTRAINT to_customer ENFORCED;",
                    "ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers NOT VALID;");

    @Override
    public String title() {
        return "Constraints that are switched on or off";
    }

    @Override
    public List<Rule> rules() {
        return List.of(OFF, ON);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.AlterTable alter) {
            alter.actions().stream()
                    .filter(TableAction.AlterConstraint.class::isInstance)
                    .map(TableAction.AlterConstraint.class::cast)
                    .forEach(change -> judge(look, alter.table(), change));
        }
    }

    private static void judge(Look look, String table, TableAction.AlterConstraint change) {
        change.enforced()
                .ifPresent(on ->
                        look.add(on ? ON : OFF, Subject.of("table", table, "name", change.name()), change.where()));
    }
}

package io.dbguard.internal.rule;

import io.dbguard.api.migration.Risk;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Command.Delete;
import io.dbguard.internal.command.Command.Update;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows that are deleted, overwritten or brought in. */
final class RowChanges implements Family {
    static final Rule TRUNCATE = Rule.loss("truncate", Risk.HIGH, "empties the table {table}")
            .why("All rows go at once, no trigger for deletes runs, and readers wait until it has committed.")
            .safer("DELETE FROM {table} WHERE …; -- in batches, after a backup")
            .examples("TRUNCATE audit_log;", "INSERT INTO audit_log (what) VALUES ('released');");
    static final Rule TRUNCATE_CASCADE = Rule.loss(
                    "truncate-cascade", Risk.HIGH, "also empties every table that refers to {table}")
            .why("The tables that a foreign key leads from are emptied without being named, and theirs in turn.")
            .safer("-- Name each table:\nTRUNCATE {table}, order_lines;")
            .examples("TRUNCATE orders CASCADE;", "CREATE TABLE new_orders (id bigint);");
    static final Rule DELETE_ALL = Rule.loss("delete-without-where", Risk.HIGH, "deletes all rows of {table}")
            .why("There is no condition, or one that always holds.")
            .safer("DELETE FROM {table} WHERE …;")
            .examples("DELETE FROM sessions;", "INSERT INTO sessions (id) VALUES (1);");
    static final Rule UPDATE_ALL = Rule.loss(
                    "update-without-where", Risk.HIGH, "overwrites {column} in every row of {table}")
            .why("The old values are gone, and each row stays locked until the end of the transaction.")
            .safer("UPDATE {table} SET {column} = … WHERE {column} IS NULL AND id BETWEEN 1 AND 10000;")
            .examples("UPDATE users SET plan = 'free';", "ALTER TABLE users ADD COLUMN plan text DEFAULT 'free';");
    static final Rule DELETE = Rule.loss("delete-rows", Risk.MEDIUM, "deletes rows of {table}")
            .why("Which rows fit the condition depends on the data of that day.")
            .safer("CREATE TABLE {table}_deleted AS SELECT * FROM {table} WHERE …;")
            .examples("DELETE FROM users WHERE last_seen < '2020-01-01';", "INSERT INTO users (id) VALUES (1);");
    static final Rule UPDATE = Rule.loss("update-rows", Risk.MEDIUM, "overwrites {column} in rows of {table}")
            .why("The values that were there are gone afterwards. Only where the column is empty nothing is lost.")
            .safer("UPDATE {table} SET {column} = … WHERE {column} IS NULL AND …;")
            .examples(
                    "UPDATE users SET plan = 'pro' WHERE plan = 'gold';",
                    "UPDATE users SET plan = 'free' WHERE plan IS NULL AND id BETWEEN 1 AND 10000;");
    static final Rule UNBATCHED = Rule.locking(
                    "unbatched-backfill", Risk.MEDIUM, "changes an unknown number of rows of {table} in one go")
            .why("""
                    Every changed row stays locked until the end, the table grows by the old versions, and replicas fall behind. \
                    If it fails near the end, all of the work is undone.""")
            .safer("""
                    -- Repeat until no row is changed, each time in a transaction of its own:
                    UPDATE {table} SET {column} = … WHERE id IN (
                        SELECT id FROM {table} WHERE {column} IS NULL LIMIT 5000);""")
            .examples(
                    "UPDATE users SET plan = 'free' WHERE plan IS NULL;",
                    "UPDATE users SET plan = 'free' WHERE plan IS NULL AND id BETWEEN 1 AND 10000;");
    static final Rule UPSERT = Rule.loss("upsert", Risk.LOW, "overwrites rows of {table} that are there already")
            .why("What stood in them is gone afterwards.")
            .safer("INSERT INTO {table} … ON CONFLICT DO NOTHING;")
            .examples(
                    "INSERT INTO plans (id, name) VALUES (1, 'free') ON CONFLICT (id) DO UPDATE SET name = 'free';",
                    "INSERT INTO plans (id, name) VALUES (1, 'free') ON CONFLICT DO NOTHING;");
    static final Rule MERGE = Rule.loss("merge", Risk.MEDIUM, "overwrites or deletes rows of {table}")
            .why("Which rows match depends on the data of that day.")
            .examples(
                    "MERGE INTO plans USING new_plans ON plans.id = new_plans.id WHEN MATCHED THEN DELETE;",
                    "INSERT INTO plans (id) VALUES (1);");
    static final Rule TWICE = Rule.compatibility(
                    "assigned-twice", Risk.MEDIUM, "assigns {column} twice in one UPDATE, which fails")
            .why("PostgreSQL refuses the statement, and the migration stops there.")
            .examples("UPDATE users SET plan = 'a', plan = 'b' WHERE id = 1;", "INSERT INTO users (id) VALUES (1);");

    @Override
    public String title() {
        return "Rows that are changed";
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                TRUNCATE, TRUNCATE_CASCADE, DELETE_ALL, UPDATE_ALL, DELETE, UPDATE, UNBATCHED, UPSERT, MERGE, TWICE);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.Truncate truncate) {
            truncate.tables().forEach(table -> look.add(TRUNCATE, Subject.table(table)));
            if (truncate.cascade()) {
                look.add(TRUNCATE_CASCADE, Subject.table(truncate.tables().get(0)));
            }
        } else if (look.command() instanceof Delete delete) {
            look.add(
                    delete.filter().allRows() ? DELETE_ALL : DELETE,
                    filtered(Subject.table(delete.table()), delete.filter()));
        } else if (look.command() instanceof Update update) {
            updated(look, update);
        } else if (look.command() instanceof Command.Insert insert && insert.overwrites()) {
            look.add(UPSERT, Subject.table(insert.table()));
        } else if (look.command() instanceof Command.Merge merge) {
            look.add(MERGE, merge.deletes() ? Risk.MEDIUM : Risk.LOW, Subject.table(merge.table()), look.start());
        }
    }

    /** The condition is for whoever asks the data. */
    private static Subject filtered(Subject subject, Command.Filter filter) {
        return filter.rows()
                .map(rows -> subject.with("alias", rows.alias())
                        .with("others", rows.others().toString())
                        .with("condition", rows.condition().toString()))
                .orElse(subject);
    }

    private static void updated(Look look, Update update) {
        var subject = filtered(
                Subject.of("table", update.table(), "column", String.join(", ", update.columns())), update.filter());
        if (!fillsOnly(look, update)) {
            look.add(update.filter().allRows() ? UPDATE_ALL : UPDATE, subject);
        }
        boolean many = update.filter().allRows()
                || (!update.filter().batched() && !update.filter().onlyEmpty().isEmpty());
        if (many) {
            look.add(UNBATCHED, subject);
        }
        Set<String> seen = new HashSet<>();
        update.columns().stream()
                .filter(column -> !seen.add(column))
                .findFirst()
                .ifPresent(column -> look.add(TWICE, Subject.column(update.table(), column)));
    }

    /** Returns whether no value is overwritten: the columns are empty in those rows, or were added just before. */
    private static boolean fillsOnly(Look look, Update update) {
        Set<String> empty = new HashSet<>(update.filter().onlyEmpty());
        look.scene().history().known(update.table()).ifPresent(known -> empty.addAll(known.newColumns()));
        return !update.columns().isEmpty() && empty.containsAll(update.columns());
    }
}

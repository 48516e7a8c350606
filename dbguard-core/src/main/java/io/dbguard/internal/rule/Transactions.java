package io.dbguard.internal.rule;

import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.MigrationScript.Frame;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.TableLock;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Command.Transaction.Verb;
import io.dbguard.internal.rule.TransactionState.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is done in one transaction that should be done in several, and the other way round. */
public final class Transactions implements Family {
    Transactions() {}

    static final Rule BACKFILL = Rule.locking(
                    "ddl-and-backfill",
                    Risk.MEDIUM,
                    "changes rows of {table} in the transaction that has locked {name}")
            .why("""
                    The lock of the ALTER TABLE is held until the end of the transaction, so nobody can read or write {name} until \
                    the last row is done.""")
            .safer(
                    "COMMIT; -- after the change of the schema\n-- and the rows in batches, in transactions or scripts of their own")
            .examples("""
                    BEGIN;
                    ALTER TABLE users ADD COLUMN plan text;
                    UPDATE users SET plan = 'free' WHERE plan IS NULL;
                    COMMIT;""", "SET lock_timeout = '2s';\nALTER TABLE users ADD COLUMN plan text;");
    static final Rule WORK = Rule.locking(
                    "work-under-exclusive-lock", Risk.MEDIUM, "works on {table} while nobody can read or write {name}")
            .why(
                    "The ACCESS EXCLUSIVE lock of an earlier statement is held until the end of the transaction, so it lasts through this one.")
            .safer("COMMIT; -- before the long work")
            .examples("""
                    BEGIN;
                    ALTER TABLE users ADD COLUMN plan text;
                    CREATE INDEX users_plan ON users (plan);
                    COMMIT;""", "CREATE INDEX CONCURRENTLY users_plan ON users (plan);");
    static final Rule WIDE = Rule.locking(
                    "several-tables-locked", Risk.LOW, "locks {table} while {name} is locked already")
            .why("Whoever takes the two in the other order is in a deadlock, and both stand still until the end.")
            .safer("COMMIT; -- one table in each transaction")
            .examples("""
                    BEGIN;
                    ALTER TABLE users ADD COLUMN plan text;
                    ALTER TABLE orders ADD COLUMN note text;
                    COMMIT;""", "SET lock_timeout = '2s';\nALTER TABLE users ADD COLUMN plan text;");
    /** Left open at the end of a script, which is seen only there. */
    public static final Rule OPEN = Rule.compatibility(
                    "transaction-left-open", Risk.MEDIUM, "begins a transaction that never ends")
            .why("Its changes are lost or its locks stay, depending on what the runner does next.")
            .safer("COMMIT;")
            .examples("BEGIN;\nCREATE TABLE t (id int);", "BEGIN;\nCREATE TABLE t (id int);\nCOMMIT;");

    static final Rule INSIDE = Rule.compatibility(
                    "commit-inside", Risk.MEDIUM, "ends the transaction that the runner has put around the script")
            .why("What comes before is kept even if the rest fails, and the runner's own notes may be lost.")
            .examples("CREATE TABLE t (id int);\nROLLBACK;", "BEGIN;\nCREATE TABLE t (id int);\nCOMMIT;");

    @Override
    public String title() {
        return "Transactions";
    }

    @Override
    public List<Rule> rules() {
        return List.of(BACKFILL, WORK, WIDE, OPEN, INSIDE);
    }

    @Override
    public void judge(Look look) {
        if (look.command() instanceof Command.Transaction transaction) {
            ended(look, transaction.verb());
        }
        Certainty certainty = look.scene().transaction().inTransaction();
        if (certainty == Certainty.NO || !look.postgres()) {
            return;
        }
        Risk risk = certainty == Certainty.YES ? Risk.MEDIUM : Risk.LOW;
        List<String> blocked = new ArrayList<>();
        for (Map.Entry<String, LockMode> held :
                look.scene().transaction().held().entrySet()) {
            if (held.getValue().blocksReading()) {
                blocked.add(held.getKey());
            }
        }
        if (!blocked.isEmpty()) {
            underLock(look, blocked, risk);
        }
    }

    private static void underLock(Look look, List<String> blocked, Risk risk) {
        boolean changesRows = look.command() instanceof Command.Update
                || look.command() instanceof Command.Delete
                || (look.command() instanceof Command.Insert insert && insert.fromQuery());
        String names = String.join(", ", new TreeSet<>(blocked));
        for (TableLock lock : look.locks()) {
            var subject = Subject.of("table", lock.table(), "name", names);
            if (changesRows) {
                look.add(BACKFILL, risk, subject, look.start());
            } else if (lock.work() != TableLock.Work.NONE && !isValidation(look) && !isOwn(lock, blocked)) {
                look.add(WORK, risk, subject, look.start());
            } else if (lock.mode().blocksReading() && !blocked.contains(lock.table())) {
                look.add(WIDE, subject);
            }
        }
    }

    /** What blocks everybody by itself makes nothing worse on a table that was blocked before. */
    private static boolean isOwn(TableLock lock, List<String> blocked) {
        return lock.mode().blocksReading() && blocked.equals(List.of(lock.table()));
    }

    /** That has a rule of its own. */
    private static boolean isValidation(Look look) {
        return look.command() instanceof Command.AlterTable alter
                && alter.actions().stream()
                        .allMatch(io.dbguard.internal.command.TableAction.ValidateConstraint.class::isInstance);
    }

    private static void ended(Look look, Verb verb) {
        boolean own = look.scene().transaction().begin().isPresent();
        boolean framed = look.scene().transaction().frame() == Frame.TRANSACTION;
        boolean ends = verb == Verb.COMMIT || verb == Verb.ROLLBACK;
        if (ends && (framed || (!own && verb == Verb.ROLLBACK))) {
            look.add(INSIDE, Subject.of());
        }
    }
}

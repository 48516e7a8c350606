package io.dbguard.internal.rule;

import static io.dbguard.api.migration.LockMode.ACCESS_EXCLUSIVE;
import static io.dbguard.api.migration.LockMode.ACCESS_SHARE;
import static io.dbguard.api.migration.LockMode.EXCLUSIVE;
import static io.dbguard.api.migration.LockMode.ROW_EXCLUSIVE;
import static io.dbguard.api.migration.LockMode.SHARE;
import static io.dbguard.api.migration.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.dbguard.api.migration.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.TableLock;
import io.dbguard.api.migration.TableLock.Work;
import io.dbguard.internal.command.Column;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Constraint;
import io.dbguard.internal.sql.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which locks a statement takes on tables in PostgreSQL, and what it does under them. Each of these is held against real
 * servers by a test. Tables that the migrations create are left out: nobody waits for them.
 */
final class LockFacts {
    private LockFacts() {}

    static List<TableLock> of(Command command, Scene scene) {
        if (scene.dialect() == Dialect.H2) {
            return List.of();
        }
        return WiderLocks.of(all(command, scene), command, scene).stream()
                .filter(lock -> !lock.table().isEmpty() && !scene.history().isNew(lock.table()))
                .toList();
    }

    private static List<TableLock> all(Command command, Scene scene) {
        if (command instanceof Command.AlterTable alter) {
            return new AlterLocks(alter, scene).locks();
        }
        if (command instanceof Command.CreateTable create) {
            return created(create);
        }
        if (command instanceof Command.Drop drop) {
            return dropped(drop, scene);
        }
        if (command instanceof Command.CreateIndex index) {
            boolean nothing = index.only() && scene.history().relations().isPartitioned(index.table());
            return one(
                    index.table(),
                    index.concurrently() ? SHARE_UPDATE_EXCLUSIVE : SHARE,
                    nothing ? Work.NONE : Work.SCAN);
        }
        if (command instanceof Command.Truncate truncate) {
            return each(truncate.tables(), ACCESS_EXCLUSIVE, Work.REWRITE);
        }
        if (command instanceof Command.CreateTrigger trigger) {
            return one(trigger.table(), SHARE_ROW_EXCLUSIVE, Work.NONE);
        }
        if (command instanceof Command.CreateOnTable create) {
            return one(create.table(), ACCESS_EXCLUSIVE, Work.NONE);
        }
        if (command instanceof Command.AlterOnTable change) {
            boolean none = change.kind().equals("trigger") && !change.renames();
            return none ? List.of() : one(change.table(), ACCESS_EXCLUSIVE, Work.NONE);
        }
        if (command instanceof Command.CreateView view) {
            return view.replaces() ? one(view.name(), ACCESS_EXCLUSIVE, Work.NONE) : List.of();
        }
        if (command instanceof Command.Reindex reindex) {
            return one(
                    switch (reindex.kind()) {
                        case "TABLE" -> reindex.name();
                        case "INDEX" -> scene.history().tableOfIndex(reindex.name());
                        default -> "";
                    },
                    reindex.concurrently() ? SHARE_UPDATE_EXCLUSIVE : SHARE,
                    Work.SCAN);
        }
        return maintained(command);
    }

    private static List<TableLock> maintained(Command command) {
        if (command instanceof Command.Vacuum vacuum) {
            return vacuum.full()
                    ? each(vacuum.tables(), ACCESS_EXCLUSIVE, Work.REWRITE)
                    : each(vacuum.tables(), SHARE_UPDATE_EXCLUSIVE, Work.SCAN);
        }
        if (command instanceof Command.Cluster cluster) {
            return one(cluster.table(), ACCESS_EXCLUSIVE, Work.REWRITE);
        }
        if (command instanceof Command.Refresh refresh) {
            return refresh.concurrently()
                    ? one(refresh.view(), EXCLUSIVE, Work.SCAN)
                    : one(refresh.view(), ACCESS_EXCLUSIVE, Work.REWRITE);
        }
        if (command instanceof Command.RenameObject rename && rename.kind().endsWith("VIEW")) {
            return one(rename.name(), ACCESS_EXCLUSIVE, Work.NONE);
        }
        if (command instanceof Command.LockTable lock) {
            return each(lock.tables(), mode(lock.mode()), Work.NONE);
        }
        return rows(command);
    }

    private static LockMode mode(String name) {
        return Arrays.stream(LockMode.values())
                .filter(mode -> mode.name().equals(name))
                .findFirst()
                .orElse(ACCESS_EXCLUSIVE);
    }

    private static List<TableLock> rows(Command command) {
        if (command instanceof Command.Delete delete) {
            return one(delete.table(), ROW_EXCLUSIVE, delete.filter().allRows() ? Work.SCAN : Work.NONE);
        }
        if (command instanceof Command.Update update) {
            return one(update.table(), ROW_EXCLUSIVE, update.filter().allRows() ? Work.SCAN : Work.NONE);
        }
        if (command instanceof Command.Insert insert) {
            return one(insert.table(), ROW_EXCLUSIVE, Work.NONE);
        }
        if (command instanceof Command.Merge merge) {
            return one(merge.table(), ROW_EXCLUSIVE, Work.SCAN);
        }
        if (command instanceof Command.CopyIn copy) {
            return one(copy.table(), ROW_EXCLUSIVE, Work.NONE);
        }
        return List.of();
    }

    private static List<TableLock> created(Command.CreateTable create) {
        List<TableLock> locks = new ArrayList<>();
        for (Column column : create.columns()) {
            column.constraints().forEach(constraint -> referenced(constraint, locks));
        }
        create.constraints().forEach(constraint -> referenced(constraint, locks));
        if (!create.partitionOf().isEmpty()) {
            // Creating a partition blocks the whole partitioned table for a moment; attaching one does not.
            locks.add(new TableLock(create.partitionOf(), ACCESS_EXCLUSIVE, Work.NONE));
        }
        return locks;
    }

    static void referenced(Constraint constraint, List<TableLock> locks) {
        if (!constraint.references().isEmpty()) {
            locks.add(new TableLock(constraint.references(), SHARE_ROW_EXCLUSIVE, Work.NONE));
        }
    }

    private static List<TableLock> dropped(Command.Drop drop, Scene scene) {
        return switch (drop.kind()) {
            case "TABLE" -> each(drop.names(), ACCESS_EXCLUSIVE, Work.NONE);
            case "TRIGGER", "POLICY", "RULE" -> one(drop.table(), ACCESS_EXCLUSIVE, Work.NONE);
            case "INDEX" ->
                each(
                        drop.names().stream()
                                .map(name -> scene.history().tableOfIndex(name))
                                .toList(),
                        drop.concurrently() ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE,
                        Work.NONE);
            case "VIEW", "MATERIALIZED VIEW" -> each(drop.names(), ACCESS_EXCLUSIVE, Work.NONE);
            default -> List.of();
        };
    }

    private static List<TableLock> one(String table, LockMode mode, Work work) {
        return mode == ACCESS_SHARE ? List.of() : List.of(new TableLock(table, mode, work));
    }

    private static List<TableLock> each(List<String> tables, LockMode mode, Work work) {
        return tables.stream().map(table -> new TableLock(table, mode, work)).toList();
    }
}

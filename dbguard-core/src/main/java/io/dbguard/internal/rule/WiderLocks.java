package io.dbguard.internal.rule;

import static io.dbguard.api.migration.LockMode.ACCESS_EXCLUSIVE;
import static io.dbguard.api.migration.LockMode.SHARE;

import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.TableLock;
import io.dbguard.api.migration.TableLock.Work;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Constraint;
import io.dbguard.internal.command.TableAction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables that are locked together with those a statement names: partitions, and other sides of foreign keys. */
final class WiderLocks {
    /** From here on, UNIQUE on a partitioned table blocks readers of the partitions too. */
    private static final int FROM_UNIQUE_ON = 18;

    /** From here on, a trigger gets its new name on the partitions too. */
    private static final int FROM_TRIGGERS_ON = 15;

    private final Scene scene;
    private final List<TableLock> locks = new ArrayList<>();

    private WiderLocks(List<TableLock> named, Scene scene) {
        this.scene = scene;
        this.locks.addAll(named);
    }

    static List<TableLock> of(List<TableLock> named, Command command, Scene scene) {
        var wider = new WiderLocks(named, scene);
        wider.add(command);
        return wider.locks;
    }

    private void add(Command command) {
        if (command instanceof Command.AlterTable alter) {
            altered(alter);
        } else if (command instanceof Command.CreateIndex index && !index.only() && !index.concurrently()) {
            spread(index.table(), SHARE);
        } else if (command instanceof Command.Drop drop && drop.kind().equals("TABLE")) {
            drop.names().forEach(name -> dropped(name, drop.cascade()));
        } else if (command instanceof Command.Truncate truncate) {
            truncate.tables().forEach(table -> truncated(table, truncate.cascade()));
        } else if (command instanceof Command.CreateTable create
                && !create.partitionOf().isEmpty()) {
            defaultPartition(create.partitionOf(), Work.SCAN);
        } else if (command instanceof Command.AlterOnTable change
                && change.kind().equals("trigger")
                && scene.version().orElse(FROM_TRIGGERS_ON) >= FROM_TRIGGERS_ON) {
            spread(change.table(), ACCESS_EXCLUSIVE);
        } else if (command instanceof Command.AlterDomain domain && domain.checksRows()) {
            scene.history().tablesWith(domain.name()).forEach(table -> lock(table, SHARE, Work.SCAN));
        }
    }

    private void lock(String table, LockMode mode, Work work) {
        locks.add(new TableLock(table, mode, work));
    }

    private void altered(Command.AlterTable alter) {
        for (TableAction action : alter.actions()) {
            if (action instanceof TableAction.AttachPartition) {
                defaultPartition(alter.table(), Work.SCAN);
            } else if (action instanceof TableAction.DetachPartition detach && !detach.concurrently()) {
                defaultPartition(alter.table(), Work.NONE);
            } else if (action instanceof TableAction.DropConstraint drop && drop.cascade()) {
                scene.history().referencing(alter.table()).forEach(table -> lock(table, ACCESS_EXCLUSIVE, Work.NONE));
            }
        }
        List<TableAction> reaching =
                alter.actions().stream().filter(WiderLocks::reachesPartitions).toList();
        if (!reaching.isEmpty()) {
            boolean milder = reaching.stream().allMatch(action -> isKey(action, alter.table()))
                    && scene.version().orElse(FROM_UNIQUE_ON) < FROM_UNIQUE_ON;
            spread(alter.table(), ACCESS_EXCLUSIVE, milder ? Optional.of(SHARE) : Optional.empty());
        }
    }

    /** A primary key over a column that may be empty also demands values of it, as SET NOT NULL does. */
    private boolean isKey(TableAction action, String table) {
        return action instanceof TableAction.AddConstraint add
                && (add.constraint().kind() == Constraint.Kind.UNIQUE
                        || (add.constraint().kind() == Constraint.Kind.PRIMARY_KEY
                                && add.constraint().columns().stream()
                                        .allMatch(column -> NotNullProof.holds(scene, table, column))));
    }

    private static boolean reachesPartitions(TableAction action) {
        return action instanceof TableAction.AddColumn
                || action instanceof TableAction.DropColumn
                || action instanceof TableAction.ChangeType
                || action instanceof TableAction.SetNotNull
                || action instanceof TableAction.DropNotNull
                || action instanceof TableAction.SetDefault
                || action instanceof TableAction.AddConstraint
                || action instanceof TableAction.DropConstraint
                || action instanceof TableAction.RenameColumn;
    }

    /** A partitioned table has no rows of its own: what is done with rows is done with those of its partitions. */
    private void spread(String table, LockMode least) {
        spread(table, least, Optional.empty());
    }

    private void spread(String table, LockMode least, Optional<LockMode> onPartitions) {
        List<TableLock> own = locks.stream()
                .filter(lock -> lock.table().equals(table) && lock.mode().compareTo(least) <= 0)
                .toList();
        if (scene.history().relations().isPartitioned(table) && !own.isEmpty()) {
            TableLock lock = own.get(0);
            locks.remove(lock);
            lock(table, lock.mode(), Work.NONE);
            scene.history()
                    .relations()
                    .partitions(table)
                    .forEach(partition -> lock(partition, onPartitions.orElse(lock.mode()), lock.work()));
        }
    }

    private void defaultPartition(String parent, Work work) {
        scene.history().relations().defaultOf(parent).ifPresent(table -> lock(table, ACCESS_EXCLUSIVE, work));
    }

    private void dropped(String table, boolean cascade) {
        spread(table, ACCESS_EXCLUSIVE);
        scene.history().relations().parentOf(table).ifPresent(parent -> lock(parent, ACCESS_EXCLUSIVE, Work.NONE));
        scene.history().references(table).forEach(other -> lock(other, ACCESS_EXCLUSIVE, Work.NONE));
        if (cascade) {
            scene.history().referencing(table).forEach(other -> lock(other, ACCESS_EXCLUSIVE, Work.NONE));
        }
    }

    private void truncated(String table, boolean cascade) {
        spread(table, ACCESS_EXCLUSIVE);
        if (cascade) {
            Set<String> reached = new LinkedHashSet<>(List.of(History.key(table)));
            List<String> next = new ArrayList<>(reached);
            while (!next.isEmpty()) {
                scene.history().referencing(next.remove(0)).stream()
                        .filter(reached::add)
                        .forEach(other -> {
                            lock(other, ACCESS_EXCLUSIVE, Work.REWRITE);
                            next.add(other);
                        });
            }
        }
    }
}

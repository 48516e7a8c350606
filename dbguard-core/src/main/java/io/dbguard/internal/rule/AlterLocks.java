package io.dbguard.internal.rule;

import static io.dbguard.api.migration.LockMode.ACCESS_EXCLUSIVE;
import static io.dbguard.api.migration.LockMode.SHARE_ROW_EXCLUSIVE;
import static io.dbguard.api.migration.LockMode.SHARE_UPDATE_EXCLUSIVE;

import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.TableLock;
import io.dbguard.api.migration.TableLock.Work;
import io.dbguard.internal.command.Column;
import io.dbguard.internal.command.Column.Generated;
import io.dbguard.internal.command.Command.AlterTable;
import io.dbguard.internal.command.Constraint;
import io.dbguard.internal.command.TableAction;
import java.util.ArrayList;
import java.util.List;

/** The locks of one ALTER TABLE: the strongest that any of its actions needs, for the longest work of any. */
final class AlterLocks {
    private final AlterTable alter;
    private final Scene scene;
    private final List<TableLock> others = new ArrayList<>();
    private LockMode mode = SHARE_UPDATE_EXCLUSIVE;
    private Work work = Work.NONE;

    AlterLocks(AlterTable alter, Scene scene) {
        this.alter = alter;
        this.scene = scene;
    }

    List<TableLock> locks() {
        alter.actions().forEach(this::add);
        List<TableLock> locks = new ArrayList<>();
        locks.add(new TableLock(alter.table(), mode, work));
        locks.addAll(others);
        return locks;
    }

    private void needs(LockMode neededMode, Work neededWork) {
        mode = neededMode.compareTo(mode) > 0 ? neededMode : mode;
        work = neededWork.compareTo(work) > 0 ? neededWork : work;
    }

    private void add(TableAction action) {
        if (action instanceof TableAction.AddColumn add) {
            column(add.column());
        } else if (action instanceof TableAction.AddConstraint add) {
            constraint(add.constraint());
        } else if (action instanceof TableAction.ChangeType change) {
            TypeChange effect = TypeChange.of(change, alter.table(), scene);
            needs(ACCESS_EXCLUSIVE, effect.rewrites() ? Work.REWRITE : effect.scans() ? Work.SCAN : Work.NONE);
        } else if (action instanceof TableAction.SetNotNull set) {
            boolean proven = NotNullProof.holds(scene, alter.table(), set.column());
            needs(ACCESS_EXCLUSIVE, proven ? Work.NONE : Work.SCAN);
        } else if (action instanceof TableAction.SetLogged) {
            needs(ACCESS_EXCLUSIVE, Work.REWRITE);
        } else if (action instanceof TableAction.Move) {
            needs(ACCESS_EXCLUSIVE, Work.REWRITE);
        } else if (action instanceof TableAction.SetExpression) {
            needs(ACCESS_EXCLUSIVE, Work.REWRITE);
        } else {
            light(action);
        }
    }

    private void light(TableAction action) {
        if (action instanceof TableAction.ValidateConstraint || action instanceof TableAction.StorageParameters) {
            needs(SHARE_UPDATE_EXCLUSIVE, action instanceof TableAction.ValidateConstraint ? Work.SCAN : Work.NONE);
        } else if (action instanceof TableAction.ToggleTrigger toggle) {
            needs(toggle.trigger().equals("rule") ? ACCESS_EXCLUSIVE : SHARE_ROW_EXCLUSIVE, Work.NONE);
        } else if (action instanceof TableAction.AttachPartition attach) {
            others.add(new TableLock(attach.partition(), ACCESS_EXCLUSIVE, Work.SCAN));
        } else if (action instanceof TableAction.DetachPartition detach) {
            LockMode needed = detach.concurrently() ? SHARE_UPDATE_EXCLUSIVE : ACCESS_EXCLUSIVE;
            needs(needed, Work.NONE);
            others.add(new TableLock(detach.partition(), ACCESS_EXCLUSIVE, Work.NONE));
        } else if (action instanceof TableAction.Inherit inherit && inherit.on()) {
            needs(ACCESS_EXCLUSIVE, Work.NONE);
            others.add(new TableLock(inherit.parent(), SHARE_UPDATE_EXCLUSIVE, Work.NONE));
        } else if (action instanceof TableAction.AlterConstraint change) {
            enforced(change);
        } else if (action instanceof TableAction.Setting setting && setting.light()) {
            needs(SHARE_UPDATE_EXCLUSIVE, Work.NONE);
        } else {
            dropped(action);
        }
    }

    /** A foreign key that counts again is checked for all rows. */
    private void enforced(TableAction.AlterConstraint change) {
        Work work = change.enforced().orElse(false) ? Work.SCAN : Work.NONE;
        needs(ACCESS_EXCLUSIVE, work);
        if (change.enforced().isPresent()) {
            other(change.name(), change.enforced().get() ? SHARE_ROW_EXCLUSIVE : ACCESS_EXCLUSIVE, work);
        }
    }

    /** Locks the table that a foreign key leads to. */
    private void other(String constraint, LockMode needed, Work work) {
        scene.history()
                .known(alter.table())
                .map(table -> table.constraints().get(constraint))
                .filter(known -> !known.references().isEmpty())
                .ifPresent(known -> others.add(new TableLock(known.references(), needed, work)));
    }

    private void dropped(TableAction action) {
        needs(ACCESS_EXCLUSIVE, Work.NONE);
        if (action instanceof TableAction.DropConstraint drop) {
            other(drop.name(), ACCESS_EXCLUSIVE, Work.NONE);
        }
    }

    private void column(Column column) {
        boolean computed = column.generated() == Generated.STORED || column.counts();
        boolean varies =
                column.defaultValue().flatMap(value -> value.volatileCall()).isPresent();
        boolean checked = NewColumns.isOfCheckedDomain(column, scene);
        needs(ACCESS_EXCLUSIVE, computed || varies || checked ? Work.REWRITE : Work.NONE);
        for (Constraint constraint : column.constraints()) {
            boolean reads = constraint.kind() == Constraint.Kind.CHECK
                    || constraint.kind() == Constraint.Kind.UNIQUE
                    || constraint.kind() == Constraint.Kind.PRIMARY_KEY;
            needs(ACCESS_EXCLUSIVE, reads ? Work.SCAN : Work.NONE);
            if (!constraint.references().isEmpty()) {
                // What the default puts into the column must have its partner.
                Work read =
                        column.defaultValue().filter(value -> !value.isNull()).isPresent() ? Work.SCAN : Work.NONE;
                needs(ACCESS_EXCLUSIVE, read);
                others.add(new TableLock(constraint.references(), SHARE_ROW_EXCLUSIVE, read));
            }
        }
    }

    private void constraint(Constraint constraint) {
        if (constraint.kind() == Constraint.Kind.FOREIGN_KEY) {
            needs(SHARE_ROW_EXCLUSIVE, constraint.notValid() ? Work.NONE : Work.SCAN);
            others.add(new TableLock(
                    constraint.references(), SHARE_ROW_EXCLUSIVE, constraint.notValid() ? Work.NONE : Work.SCAN));
            return;
        }
        boolean cheap = constraint.notValid()
                || (!constraint.index().isEmpty() && !NotNullProof.isMissing(constraint, alter.table(), scene));
        needs(ACCESS_EXCLUSIVE, cheap ? Work.NONE : Work.SCAN);
    }
}

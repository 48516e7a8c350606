package io.dbguard.internal.rule;

import io.dbguard.internal.command.Column;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Constraint;
import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.rule.History.KnownTable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Notes in the history what a statement did. */
public final class Memory {
    private Memory() {}

    /**
     * Notes a statement that has been judged.
     *
     * @param parsed the statement
     * @param history where to note it
     */
    public static void note(Parsed parsed, History history) {
        if (UnsureNames.after(parsed)) {
            history.namesMayMeanOthers();
            return;
        }
        Command command = parsed.command();
        if (command instanceof Command.CreateTable create) {
            // A table that goes with its transaction would leave another one of its name behind.
            boolean stays = !parsed.statement().contains("ON", "COMMIT", "DROP");
            created(create, stays, history);
        } else if (command instanceof Command.AlterTable alter) {
            alter.actions().forEach(action -> altered(alter.table(), action, history));
        } else if (command instanceof Command.Drop drop) {
            dropped(drop, history);
        } else if (command instanceof Command.CreateIndex index) {
            history.relations()
                    .index(index.name(), new Relations.Index(index.table(), index.columns(), index.unique()));
        } else if (command instanceof Command.CreateDomain domain && domain.constrained()) {
            history.relations().constrainedDomain(domain.name());
        } else if (command instanceof Command.AlterDomain domain && domain.constrains()) {
            history.relations().constrainedDomain(domain.name());
        } else {
            noteObject(command, history);
        }
    }

    private static void dropped(Command.Drop drop, History history) {
        for (String name : drop.names()) {
            if (drop.kind().equals("TABLE")) {
                history.dropped(name);
                history.relations().apart(name);
            } else if (drop.kind().equals("INDEX")) {
                history.relations().indexDropped(name);
            }
        }
    }

    private static void noteObject(Command command, History history) {
        if (command instanceof Command.CreateView view && !view.replaces()) {
            history.createdObject("VIEW", view.name());
        } else if (command instanceof Command.CreateSequence sequence) {
            history.sequence(sequence.name(), sequence.first());
        } else if (command instanceof Command.CreateTrigger trigger) {
            history.createdObject("TRIGGER", trigger.name());
        } else if (command instanceof Command.CreateRoutine routine) {
            routine.body().ifPresent(body -> history.routine(routine.name(), body));
            if (!routine.replaces()) {
                history.createdObject("FUNCTION", routine.name());
            }
        }
    }

    private static void created(Command.CreateTable create, boolean stays, History history) {
        if (create.ifNotExists() && !history.isNew(create.table())) {
            history.table(create.table()); // It may have been there before, with other columns.
            partition(create, history);
            return;
        }
        history.created(create.table(), create.temporary());
        if (!stays) {
            history.dropped(create.table());
            return;
        }
        partition(create, history);
        KnownTable table = history.table(create.table());
        create.columns().forEach(column -> {
            table.columns().put(column.name(), column);
            column.constraints().forEach(constraint -> noteConstraint(create.table(), constraint, history));
        });
        create.constraints().forEach(constraint -> noteConstraint(create.table(), constraint, history));
    }

    private static void partition(Command.CreateTable create, History history) {
        if (create.partitioned()) {
            history.relations().partitioned(create.table());
        }
        if (!create.partitionOf().isEmpty()) {
            history.relations().partition(create.partitionOf(), create.table(), create.isDefaultPartition());
        }
    }

    private static void noteConstraint(String tableName, Constraint constraint, History history) {
        KnownTable table = history.table(tableName);
        String name = constraint.name().isEmpty() ? implicitName(tableName, constraint) : constraint.name();
        table.constraints().put(name, constraint);
        if (!constraint.notValid()) {
            table.validated().add(name);
        }
    }

    /** The name that PostgreSQL gives. */
    private static String implicitName(String table, Constraint constraint) {
        String plain = table.substring(table.lastIndexOf('.') + 1);
        String columns = String.join("_", constraint.columns());
        return switch (constraint.kind()) {
            case PRIMARY_KEY -> plain + "_pkey";
            case UNIQUE -> plain + "_" + columns + "_key";
            case FOREIGN_KEY -> plain + "_" + columns + "_fkey";
            case CHECK -> plain + "_" + columns + (columns.isEmpty() ? "check" : "_check");
            case EXCLUDE -> plain + "_" + columns + "_excl";
            case NOT_NULL -> plain + "_" + columns + "_not_null";
        };
    }

    private static void altered(String name, TableAction action, History history) {
        if (action instanceof TableAction.AddColumn add) {
            added(name, add, history);
        } else if (action instanceof TableAction.DropColumn drop) {
            dropped(history.table(name), drop.column());
        } else if (action instanceof TableAction.ChangeType change) {
            retyped(history.table(name), change);
        } else if (action instanceof TableAction.AddConstraint add) {
            noteConstraint(name, add.constraint(), history);
        } else if (action instanceof TableAction.ValidateConstraint validate) {
            history.table(name).validated().add(validate.name());
        } else if (action instanceof TableAction.DropConstraint drop) {
            history.table(name).validated().remove(drop.name());
            history.table(name).constraints().remove(drop.name());
        } else if (action instanceof TableAction.RenameTable rename) {
            history.renamed(name, schemaOf(name) + rename.to());
        } else if (action instanceof TableAction.SetSchema move) {
            history.renamed(name, move.schema() + "." + name.substring(name.lastIndexOf('.') + 1));
        } else if (action instanceof TableAction.AttachPartition attach) {
            history.relations().partition(name, attach.partition(), attach.isDefault());
        } else if (action instanceof TableAction.DetachPartition detach) {
            history.relations().apart(detach.partition());
        } else if (action instanceof TableAction.SetNotNull set) {
            required(history.table(name), set.column(), true);
        } else if (action instanceof TableAction.DropNotNull drop) {
            required(history.table(name), drop.column(), false);
        } else if (action instanceof TableAction.RenameColumn rename) {
            renamed(history.table(name), rename);
        } else {
            filled(history.table(name).columns(), action);
        }
    }

    private static void filled(Map<String, Column> columns, TableAction action) {
        if (action instanceof TableAction.SetDefault set) {
            columns.computeIfPresent(set.column(), (name, old) -> old.filledWith(Optional.of(set.value())));
        } else if (action instanceof TableAction.DropGeneration drop) {
            columns.computeIfPresent(drop.column(), (name, old) -> old.filledWith(Optional.empty()));
        } else if (action instanceof TableAction.AddIdentity add) {
            columns.computeIfPresent(add.column(), (name, old) -> old.countingFrom(add.first()));
        }
    }

    private static void required(KnownTable table, String column, boolean notNull) {
        if (!notNull) {
            table.constraints()
                    .values()
                    .removeIf(constraint -> constraint.kind() == Constraint.Kind.NOT_NULL
                            && constraint.columns().contains(column));
        }
        table.columns().computeIfPresent(column, (name, old) -> old.required(notNull));
    }

    private static String schemaOf(String table) {
        return table.substring(0, table.lastIndexOf('.') + 1);
    }

    private static void added(String name, TableAction.AddColumn add, History history) {
        KnownTable table = history.table(name);
        table.columns().put(add.column().name(), add.column());
        if (!add.ifNotExists()) {
            history.newColumn(name, add.column().name());
        }
        add.column().constraints().forEach(constraint -> noteConstraint(name, constraint, history));
    }

    private static void dropped(KnownTable table, String column) {
        table.columns().remove(column);
        table.newColumns().remove(column);
        for (String name : new HashSet<>(table.constraints().keySet())) {
            Constraint constraint = table.constraints().get(name);
            if (constraint != null && constraint.columns().contains(column)) {
                table.constraints().remove(name);
                table.validated().remove(name);
            }
        }
    }

    private static void retyped(KnownTable table, TableAction.ChangeType change) {
        table.columns().computeIfPresent(change.column(), (name, old) -> old.of(change.type()));
    }

    private static void renamed(KnownTable table, TableAction.RenameColumn rename) {
        Map<String, Column> inOrder = new LinkedHashMap<>();
        table.columns()
                .forEach((name, column) -> inOrder.put(
                        name.equals(rename.from()) ? rename.to() : name,
                        column.named(name.equals(rename.from()) ? rename.to() : name)));
        table.columns().clear();
        table.columns().putAll(inOrder);
        if (table.newColumns().remove(rename.from())) {
            table.newColumns().add(rename.to());
        }
    }
}

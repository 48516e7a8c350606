package io.dbguard.internal.rule;

import io.dbguard.api.migration.Touched;
import io.dbguard.internal.command.Command;
import java.util.List;
import java.util.Locale;

/** What a statement works on. */
public final class Objects {
    private Objects() {}

    /**
     * Returns the objects that a statement names.
     *
     * @param command the statement
     */
    public static List<Touched> of(Command command) {
        if (command instanceof Command.Drop drop) {
            String kind = drop.kind().toLowerCase(Locale.ROOT);
            return drop.names().stream().map(name -> new Touched(kind, name)).toList();
        }
        if (command instanceof Command.Truncate truncate) {
            return tables(truncate.tables());
        }
        if (command instanceof Command.LockTable lock) {
            return tables(lock.tables());
        }
        if (command instanceof Command.Vacuum vacuum) {
            return tables(vacuum.tables());
        }
        if (command instanceof Command.CreateIndex index) {
            return List.of(new Touched("index", index.name()), new Touched("table", index.table()));
        }
        String table = tableOf(command);
        return table.isEmpty() ? other(command) : tables(List.of(table));
    }

    private static List<Touched> tables(List<String> names) {
        return names.stream().map(name -> new Touched("table", name)).toList();
    }

    private static String tableOf(Command command) {
        if (command instanceof Command.CreateTable create) {
            return create.table();
        }
        if (command instanceof Command.AlterTable alter) {
            return alter.table();
        }
        if (command instanceof Command.Delete delete) {
            return delete.table();
        }
        if (command instanceof Command.Update update) {
            return update.table();
        }
        if (command instanceof Command.Insert insert) {
            return insert.table();
        }
        if (command instanceof Command.CopyIn copy) {
            return copy.table();
        }
        return command instanceof Command.Merge merge
                ? merge.table()
                : command instanceof Command.Cluster cluster ? cluster.table() : "";
    }

    private static List<Touched> other(Command command) {
        if (command instanceof Command.CreateView view) {
            return List.of(new Touched("view", view.name()));
        }
        if (command instanceof Command.Refresh refresh) {
            return List.of(new Touched("view", refresh.view()));
        }
        if (command instanceof Command.CreateRoutine routine) {
            return List.of(new Touched("function", routine.name()));
        }
        if (command instanceof Command.AlterOnTable change) {
            return List.of(new Touched(change.kind(), change.name()), new Touched("table", change.table()));
        }
        if (command instanceof Command.CreateTrigger trigger) {
            return List.of(new Touched("trigger", trigger.name()), new Touched("table", trigger.table()));
        }
        if (command instanceof Command.AlterType type) {
            return List.of(new Touched("type", type.name()));
        }
        return command instanceof Command.RenameObject rename
                ? List.of(new Touched(rename.kind().toLowerCase(Locale.ROOT), rename.name()))
                : List.of();
    }
}

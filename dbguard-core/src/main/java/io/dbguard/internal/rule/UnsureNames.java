package io.dbguard.internal.rule;

import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.command.TableAction;
import java.util.List;
import java.util.Optional;

/** After which statements a name may mean another table than before, so that nothing can be taken for new any more. */
final class UnsureNames {
    private UnsureNames() {}

    static boolean after(Parsed parsed) {
        Command command = parsed.command();
        return sets(parsed)
                || command instanceof Command.Meta
                || command instanceof Command.NotUnderstood
                || command instanceof Command.Call
                || (command instanceof Command.Query query
                        && (query.unknownCall().isPresent()
                                || parsed.statement().contains("SET_CONFIG")))
                || (command instanceof Command.RenameObject rename
                        && rename.kind().equals("SCHEMA"))
                || (command instanceof Command.Drop drop && drop.kind().equals("SCHEMA"))
                || undoes(parsed)
                || (command instanceof Command.Block block && within(block.body()));
    }

    /** Returns whether even a name with its schema may mean another table after it, or a column another one. */
    static boolean loses(Parsed parsed) {
        Command command = parsed.command();
        return undoes(parsed)
                || (command instanceof Command.RenameObject rename
                        && rename.kind().equals("SCHEMA"))
                || (command instanceof Command.AlterType type
                        && type.change() == Command.AlterType.Change.RENAME
                        && parsed.statement().contains("ATTRIBUTE"))
                || (command instanceof Command.Block block
                        && block.body().stream()
                                .flatMap(body -> body.commands().stream())
                                .anyMatch(inner ->
                                        loses(inner) || moves(inner.command()) || movesColumn(inner.command())));
    }

    private static boolean sets(Parsed parsed) {
        if (parsed.command() instanceof Command.SetParameter set) {
            return set.name().equals("search_path")
                    || set.name().equals("schema")
                    || set.name().equals("role");
        }
        return List.of("SET", "RESET", "DISCARD").contains(parsed.head());
    }

    /** What was created may be gone again. */
    private static boolean undoes(Parsed parsed) {
        return parsed.command() instanceof Command.Transaction
                && List.of("ROLLBACK", "ABORT").contains(parsed.head());
    }

    private static boolean within(Optional<Command.Body> body) {
        return body.isEmpty()
                || body.get().opaque().isPresent()
                || body.get().commands().stream().anyMatch(inner -> after(inner) || moves(inner.command()));
    }

    /** Of what a block does, nothing is noted; that is wrong for what gives a name to another table. */
    private static boolean moves(Command command) {
        boolean renames = command instanceof Command.AlterTable alter
                && alter.actions().stream()
                        .anyMatch(action -> action instanceof TableAction.RenameTable
                                || action instanceof TableAction.SetSchema
                                || action instanceof TableAction.ChangeType
                                || action instanceof TableAction.DropConstraint);
        return renames || command instanceof Command.Drop;
    }

    private static boolean movesColumn(Command command) {
        return command instanceof Command.AlterTable alter
                && alter.actions().stream()
                        .anyMatch(action ->
                                action instanceof TableAction.RenameColumn || action instanceof TableAction.DropColumn);
    }
}

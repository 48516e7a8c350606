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
}

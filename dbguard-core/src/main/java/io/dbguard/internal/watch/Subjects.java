package io.dbguard.internal.watch;

import io.dbguard.internal.command.Command;
import java.util.List;

/** Names the tables that a statement writes. */
final class Subjects {
    private Subjects() {}

    static List<String> of(Command command) {
        if (command instanceof Command.Insert insert) {
            return List.of(insert.table());
        }
        if (command instanceof Command.Update update) {
            return List.of(update.table());
        }
        if (command instanceof Command.Delete delete) {
            return List.of(delete.table());
        }
        if (command instanceof Command.Merge merge) {
            return List.of(merge.table());
        }
        if (command instanceof Command.CopyIn copy) {
            return List.of(copy.table());
        }
        if (command instanceof Command.Truncate truncate) {
            return truncate.tables();
        }
        return List.of();
    }
}

package io.dbguard.internal.watch;

import io.dbguard.api.write.StatementKind;
import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.command.TableAction;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what takes many rows at once. */
final class Dangers {
    /** What of a database holds rows, or where a sequence stands. */
    private static final Set<String> HOLDERS =
            Set.of("TABLE", "FOREIGN TABLE", "MATERIALIZED VIEW", "SCHEMA", "DATABASE", "TABLESPACE", "SEQUENCE");

    private Dangers() {}

    /** Returns what the statement itself does, without the statements within it. */
    static List<Danger> of(Parsed parsed) {
        Command command = parsed.command();
        if (command instanceof Command.Truncate truncate) {
            return List.of(new Danger(StatementKind.TRUNCATE, "TRUNCATE", truncate.tables(), truncate.cascade()));
        }
        if (command instanceof Command.Delete delete && delete.filter().allRows()) {
            return List.of(new Danger(StatementKind.DELETE_ALL, "DELETE FROM", List.of(delete.table()), false));
        }
        if (command instanceof Command.Update update && update.filter().allRows()) {
            return List.of(new Danger(StatementKind.UPDATE_ALL, "UPDATE", List.of(update.table()), false));
        }
        if (command instanceof Command.Drop drop && (drop.cascade() || HOLDERS.contains(drop.kind()))) {
            return List.of(new Danger(StatementKind.DROP, "DROP " + drop.kind(), drop.names(), drop.cascade()));
        }
        if (command instanceof Command.AlterTable alter) {
            return columns(alter).toList();
        }
        return everything(parsed);
    }

    private static Stream<Danger> columns(Command.AlterTable alter) {
        return alter.actions().stream()
                .filter(TableAction.DropColumn.class::isInstance)
                .map(TableAction.DropColumn.class::cast)
                .map(drop -> new Danger(
                        StatementKind.DROP,
                        "DROP COLUMN",
                        List.of(alter.table() + "." + drop.column()),
                        drop.cascade()));
    }

    private static List<Danger> everything(Parsed parsed) {
        for (String rest : List.of("ALL OBJECTS", "OWNED")) {
            String[] words = ("DROP " + rest).split(" ", -1);
            if (parsed.statement().has(0, words)) {
                return List.of(new Danger(StatementKind.DROP, "DROP " + rest, List.of(), false));
            }
        }
        return List.of();
    }
}

package io.dbguard.internal.rule;

import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.rule.Origins.Origin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the statements so far wrote into tables: there the database does not show yet what will be in them. Not thread-safe. */
final class Writes {
    private static final List<String> WHOLE_ROWS = List.of("*");

    private final Origins origins;
    private final Map<String, Set<String>> columns = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private boolean anything;

    Writes(Origins origins) {
        this.origins = origins;
    }

    /** Notes a statement; the names are those that hold before it. */
    void note(Parsed parsed) {
        parsed.inner().forEach(this::note);
        Command command = parsed.command();
        if (command instanceof Command.Update update) {
            wrote(update.table(), update.columns());
        } else if (command instanceof Command.AlterTable alter) {
            alter.actions().forEach(action -> note(alter.table(), action));
        } else if (command instanceof Command.Block block) {
            note(block.body());
        } else if (command instanceof Command.Query query) {
            anything |= query.unknownCall().isPresent();
        } else {
            wholeRows(command);
        }
    }

    private void note(Optional<Command.Body> body) {
        body.ifPresent(visible -> visible.commands().forEach(this::note));
        anything |= body.isEmpty() || body.get().opaque().isPresent();
    }

    private void note(String table, TableAction action) {
        if (action instanceof TableAction.ChangeType change) {
            wrote(table, List.of(change.column()));
        } else if (action instanceof TableAction.Unknown) {
            wrote(table, WHOLE_ROWS);
        }
    }

    private void wholeRows(Command command) {
        if (command instanceof Command.Insert insert) {
            wrote(insert.table(), WHOLE_ROWS);
        } else if (command instanceof Command.Delete delete) {
            wrote(delete.table(), WHOLE_ROWS);
        } else if (command instanceof Command.Merge merge) {
            wrote(merge.table(), WHOLE_ROWS);
        } else if (command instanceof Command.CopyIn copy) {
            wrote(copy.table(), WHOLE_ROWS);
        } else if (command instanceof Command.Truncate truncate) {
            truncate.tables().forEach(table -> wrote(table, WHOLE_ROWS));
        } else if (command instanceof Command.Drop drop && drop.kind().equals("TABLE")) {
            // Whatever goes by that name later is another one.
            drop.names().forEach(table -> wrote(table, WHOLE_ROWS));
        } else {
            anything |= command instanceof Command.Call || command instanceof Command.NotUnderstood;
        }
    }

    private void wrote(String table, List<String> written) {
        named.add(Origins.plain(table));
        Origin origin = origins.of(table);
        if (!(origin instanceof Origin.Made)) {
            String before = Origins.plain(origin.before().orElse(table));
            Set<String> all = columns.computeIfAbsent(before, name -> new HashSet<>());
            written.forEach(column -> {
                Origin from = origins.column(table, column);
                if (!(from instanceof Origin.Made)) {
                    all.add(from.before().orElse("*"));
                }
            });
        }
    }

    /** Returns whether what a finding is about, by the names from before the scripts, may hold other values by then. */
    boolean concern(Subject subject) {
        String conditions = subject.get("others") + " " + subject.get("condition");
        return anything
                || columns.getOrDefault(Origins.plain(subject.get("table")), Set.of()).stream()
                        .anyMatch(column -> reaches(column, subject))
                || columns.containsKey(Origins.plain(subject.get("other")))
                || named.stream().anyMatch(table -> isNamedIn(conditions, table));
    }

    /** Where there is a condition, it may read any column; where there is no column, only rows count. */
    private static boolean reaches(String column, Subject subject) {
        return WHOLE_ROWS.contains(column)
                || !subject.get("condition").isEmpty()
                || Arrays.asList(subject.get("column").split(", ", -1)).contains(column);
    }

    private static boolean isNamedIn(String sql, String table) {
        return Pattern.compile("(?i)(?<!\\w)" + Pattern.quote(table) + "(?!\\w)")
                .matcher(sql)
                .find();
    }
}

package io.dbguard.internal.rule;

import io.dbguard.internal.command.Command;
import io.dbguard.internal.command.Parsed;
import io.dbguard.internal.command.TableAction;
import io.dbguard.internal.sql.Token;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a name of the scripts meant in the database before the first of them: what they rename is there under its old name.
 * What cannot be told for certain is not told. Not thread-safe.
 */
final class Origins {
    private final Map<String, Origin> tables = new HashMap<>();
    private final Map<String, Map<String, Origin>> columns = new HashMap<>();
    private final Set<String> movedTables = new HashSet<>();
    private final Set<String> movedColumns = new HashSet<>();
    private final Set<String> newNames = new HashSet<>();
    private boolean unsure;
    private boolean lost;

    /** Where what a name stands for comes from. */
    sealed interface Origin {
        /** It was there before the scripts, by this name. */
        record Before(String name) implements Origin {}

        /** The scripts made it, under the very name by which it is called. */
        record Made() implements Origin {}

        /** It may be anything. */
        record Unknown() implements Origin {}

        /** Returns the name that it had before the scripts, empty if there is none or nobody knows. */
        default Optional<String> before() {
            return this instanceof Before known ? Optional.of(known.name()) : Optional.empty();
        }
    }

    /** From here on, any name may mean anything. */
    void lose() {
        lost = true;
    }

    /** Notes what a statement gives other names to. */
    void note(Parsed parsed) {
        Command command = parsed.command();
        unsure |= UnsureNames.after(parsed);
        lost |= UnsureNames.loses(parsed);
        if (command instanceof Command.AlterTable alter) {
            alter.actions().forEach(action -> altered(alter.table(), action));
        } else if (command instanceof Command.CreateTable create && !create.ifNotExists()) {
            boolean stays = !create.temporary() && !parsed.statement().contains("ON", "COMMIT", "DROP");
            tables.put(create.table(), stays ? new Origin.Made() : new Origin.Unknown());
        } else if (command instanceof Command.Drop drop && drop.kind().equals("TABLE")) {
            drop.names().forEach(this::forget);
        } else if (command instanceof Command.RenameObject) {
            // ALTER INDEX and its kin rename a table too, if it goes by that name.
            parsed.statement().tokens().stream()
                    .filter(Token::isName)
                    .map(Token::name)
                    .forEach(this::moved);
        }
    }

    private void altered(String table, TableAction action) {
        if (action instanceof TableAction.RenameTable rename) {
            renamed(table, table.substring(0, table.lastIndexOf('.') + 1) + rename.to());
        } else if (action instanceof TableAction.SetSchema move) {
            renamed(table, move.schema() + "." + plain(table));
        } else if (action instanceof TableAction.RenameColumn rename) {
            Origin column = column(table, rename.from());
            moved(table, rename.from());
            moved(table, rename.to(), column);
            newNames.add(rename.to());
        } else if (action instanceof TableAction.DropColumn drop) {
            moved(table, drop.column());
        } else if (action instanceof TableAction.AddColumn add && !add.ifNotExists()) {
            of(table)
                    .before()
                    .ifPresent(known -> columns(known).put(add.column().name(), new Origin.Made()));
        }
    }

    private void renamed(String from, String to) {
        Origin origin = of(from);
        forget(from);
        forget(to);
        tables.put(to, origin);
    }

    /** What goes by a name may be something else from now on, with or without its schema. */
    private void forget(String table) {
        moved(plain(table));
        tables.put(table, new Origin.Unknown());
        tables.replaceAll((name, origin) -> plain(name).equals(plain(table)) ? new Origin.Unknown() : origin);
    }

    private void moved(String plainTable) {
        movedTables.add(plainTable);
    }

    private void moved(String table, String column) {
        moved(table, column, new Origin.Unknown());
    }

    private void moved(String table, String column, Origin origin) {
        movedColumns.add(column);
        of(table).before().ifPresent(known -> columns(known).put(column, origin));
    }

    private Map<String, Origin> columns(String before) {
        return columns.computeIfAbsent(before, name -> new HashMap<>());
    }

    /** Returns where a table comes from. */
    Origin of(String table) {
        if (lost || (unsure && !table.contains("."))) {
            return new Origin.Unknown();
        }
        Origin known = tables.get(table);
        if (known != null) {
            return known;
        }
        return movedTables.contains(plain(table)) ? new Origin.Unknown() : new Origin.Before(table);
    }

    /** Returns where a column comes from; one that was renamed in a parent is renamed in a child that is not named. */
    Origin column(String table, String column) {
        Origin known = of(table)
                .before()
                .map(before -> columns.getOrDefault(before, Map.of()).get(column))
                .orElse(null);
        if (known != null) {
            return known;
        }
        boolean sure = of(table).before().isPresent() && !newNames.contains(column);
        return sure ? new Origin.Before(column) : new Origin.Unknown();
    }

    /** Returns whether a word of a condition may be a column that is called otherwise by now. */
    boolean mayBeAnotherColumn(String word) {
        return lost || movedColumns.contains(word);
    }

    static String plain(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }
}

package io.dbguard.internal.command;

import io.dbguard.internal.command.Command.CreateTable;
import io.dbguard.internal.command.Command.Listed;
import io.dbguard.internal.command.Command.NotUnderstood;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads CREATE of anything. */
final class CreateReader {
    private final CommandReader reader;
    private final int depth;

    CreateReader(CommandReader reader, int depth) {
        this.reader = reader;
        this.depth = depth;
    }

    Command read(Statement statement, Cursor cursor) {
        boolean replaces = cursor.accept("OR", "REPLACE");
        boolean h2 = reader.dialect() == Dialect.H2;
        if (cursor.sees("TRIGGER") || cursor.sees("CONSTRAINT", "TRIGGER")) {
            return h2 ? new Listed("create-alias", "") : trigger(cursor);
        }
        if (cursor.accept("UNIQUE")) {
            cursor.accept("NULLS", "DISTINCT");
            accepts(h2, "HASH", cursor);
            return cursor.accept("INDEX") ? index(cursor, true) : unknown();
        }
        accepts(h2, "SPATIAL", cursor);
        accepts(h2, "HASH", cursor);
        if (cursor.accept("INDEX")) {
            return index(cursor, false);
        }
        if (cursor.accept("POLICY") || cursor.sees("RULE")) {
            return onTable(cursor);
        }
        if (cursor.accept("FUNCTION") || cursor.accept("PROCEDURE")) {
            return routine(statement, cursor, replaces);
        }
        if (cursor.accept("DOMAIN")) {
            return domain(cursor);
        }
        return table(statement, cursor, replaces);
    }

    /** Goes past a word that only H2 knows. */
    private static void accepts(boolean h2, String word, Cursor cursor) {
        if (h2) {
            cursor.accept(word);
        }
    }

    private static Command sequence(Cursor cursor) {
        cursor.ifNotExists();
        String name = cursor.name();
        return name.isEmpty()
                ? new NotUnderstood("a sequence without a name")
                : new Command.CreateSequence(name, Counting.first(cursor.rest()));
    }

    private static Command domain(Cursor cursor) {
        cursor.ifNotExists();
        String name = cursor.name();
        return name.isEmpty()
                ? new NotUnderstood("a domain without a name")
                : new Command.CreateDomain(name, cursor.later("CHECK") || cursor.later("NOT", "NULL"));
    }

    private Command table(Statement statement, Cursor cursor, boolean replaces) {
        boolean temporary = false;
        boolean unlogged = false;
        while (cursor.acceptAny("GLOBAL", "LOCAL", "CACHED", "MEMORY", "PERSISTENT", "NOT", "FORCE", "RECURSIVE")) {
            // Where H2 keeps it, and what nobody needs to know.
        }
        if (cursor.acceptAny("TEMP", "TEMPORARY")) {
            temporary = true;
        } else if (cursor.accept("UNLOGGED")) {
            unlogged = true;
        }
        if (cursor.accept("TABLE")) {
            return replaces ? unknown() : table(cursor, temporary, unlogged);
        }
        if (cursor.accept("SEQUENCE")) {
            return sequence(cursor);
        }
        cursor.accept("RECURSIVE");
        boolean materialized = cursor.accept("MATERIALIZED");
        if (cursor.accept("VIEW")) {
            cursor.ifNotExists();
            return new Command.CreateView(cursor.name(), materialized, replaces);
        }
        return Heads.concern(statement)
                .<Command>map(concern -> new Listed(concern, ""))
                .orElseGet(CreateReader::unknown);
    }

    private static Command unknown() {
        return new NotUnderstood("nobody knows what is created");
    }

    private static Command table(Cursor cursor, boolean temporary, boolean unlogged) {
        boolean ifNotExists = cursor.ifNotExists();
        String name = cursor.name();
        String parent = "";
        if (cursor.accept("PARTITION", "OF")) {
            parent = cursor.name();
        }
        List<Column> columns = new ArrayList<>();
        List<Constraint> constraints = new ArrayList<>();
        boolean others = elements(Cursor.byComma(cursor.group()), columns, constraints);
        boolean isDefault = !parent.isEmpty() && cursor.sees("DEFAULT");
        boolean partitioned = cursor.later("PARTITION", "BY");
        others |= cursor.later("AS") || cursor.later("INHERITS") || cursor.sees("OF");
        return name.isEmpty()
                ? new NotUnderstood("a table without a name")
                : new CreateTable(
                        name,
                        ifNotExists,
                        temporary,
                        unlogged,
                        List.copyOf(columns),
                        List.copyOf(constraints),
                        parent,
                        isDefault,
                        partitioned,
                        others);
    }

    private static boolean elements(List<List<Token>> parts, List<Column> columns, List<Constraint> constraints) {
        boolean others = false;
        for (List<Token> part : parts) {
            if (part.isEmpty()) {
                continue;
            }
            Optional<Constraint> constraint = Constraint.read(new Cursor(part), Optional.empty());
            if (constraint.isPresent()) {
                constraints.add(constraint.get());
            } else if (part.get(0).is("LIKE")) {
                others = true;
            } else {
                columns.add(Column.read(part));
            }
        }
        return others;
    }

    private static Command index(Cursor cursor, boolean unique) {
        boolean concurrently = cursor.accept("CONCURRENTLY");
        boolean ifNotExists = cursor.ifNotExists();
        String name = cursor.sees("ON") ? "" : cursor.name();
        if (!cursor.accept("ON")) {
            return new NotUnderstood("an index without a table");
        }
        boolean only = cursor.accept("ONLY");
        String table = cursor.name();
        if (cursor.accept("USING")) {
            cursor.name();
        }
        List<String> columns = Cursor.byComma(cursor.group()).stream()
                .filter(part -> !part.isEmpty())
                .map(part -> part.size() > 1 && part.get(1).isSymbol('(') ? "" : new Cursor(part).name())
                .toList();
        return new Command.CreateIndex(name, table, unique, concurrently, ifNotExists, only, columns);
    }

    private static Command trigger(Cursor cursor) {
        cursor.accept("CONSTRAINT");
        cursor.accept("TRIGGER");
        String name = cursor.name();
        cursor.until("ON");
        cursor.accept("ON");
        return new Command.CreateTrigger(name, cursor.name());
    }

    private static Command onTable(Cursor cursor) {
        String kind = cursor.accept("RULE") ? "rule" : "policy";
        String name = cursor.name();
        cursor.until(kind.equals("rule") ? "TO" : "ON");
        cursor.take();
        return new Command.CreateOnTable(kind, name, cursor.done() ? "" : cursor.name());
    }

    private Command routine(Statement statement, Cursor cursor, boolean replaces) {
        String name = cursor.name();
        String language = "sql";
        Optional<Token> body = Optional.empty();
        List<Token> tokens = statement.tokens();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token next = tokens.get(i + 1);
            if (tokens.get(i).is("LANGUAGE")) {
                language = next.text().replace("'", "").toLowerCase(java.util.Locale.ROOT);
            } else if (tokens.get(i).is("AS") && next.kind() == Token.Kind.TEXT) {
                body = Optional.of(next);
            }
        }
        String spoken = language;
        boolean open = statement.contains("SECURITY", "DEFINER") && !statement.contains("SET", "SEARCH_PATH");
        return new Command.CreateRoutine(
                name, replaces, body.flatMap(text -> new BodyReader(reader, depth + 1).read(text, spoken)), open);
    }
}

package io.dbguard.internal.command;

import io.dbguard.internal.command.Command.Body;
import io.dbguard.internal.sql.Script;
import io.dbguard.internal.sql.Splitter;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import io.dbguard.internal.sql.UnreadableSqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks into the body of a function or a DO block: which statements it runs. Who calls it decides whether they run, so
 * conditions are not looked at. Not thread-safe.
 */
final class BodyReader {
    private static final int DEEPEST = 4;
    /** After these, a statement may begin. */
    private static final Set<String> OPENERS = Set.of("BEGIN", "THEN", "ELSE", "LOOP", "DECLARE");
    /** What begins with these does nothing to the database by itself. */
    private static final Set<String> CONTROL = Set.of(
            "IF",
            "ELSIF",
            "ELSEIF",
            "WHILE",
            "CASE",
            "WHEN",
            "EXIT",
            "CONTINUE",
            "RAISE",
            "NULL",
            "END",
            "GET",
            "EXCEPTION",
            "ASSERT",
            "OPEN",
            "CLOSE",
            "FETCH",
            "MOVE",
            "FOREACH",
            "DECLARE",
            "BEGIN",
            "LOOP",
            "ELSE",
            "COMMIT",
            "ROLLBACK");

    private final CommandReader reader;
    private final int depth;
    private final List<Parsed> commands = new ArrayList<>();
    private Optional<Token> opaque = Optional.empty();
    private boolean declaring;

    BodyReader(CommandReader reader, int depth) {
        this.reader = reader;
        this.depth = depth;
    }

    /** Returns what a body does, empty if it cannot be looked into. */
    Optional<Body> read(Token text, String language) {
        boolean procedural = language.equals("plpgsql");
        if (depth > DEEPEST || !(procedural || language.equals("sql"))) {
            return Optional.empty();
        }
        try {
            for (Statement statement : content(text).statements()) {
                if (procedural) {
                    procedural(statement);
                } else {
                    add(statement);
                }
            }
        } catch (UnreadableSqlException e) {
            return Optional.empty();
        }
        return Optional.of(new Body(List.copyOf(commands), opaque));
    }

    /** A text in dollars is read where it stands, so that findings have a place; others must be unescaped first. */
    private Script content(Token text) throws UnreadableSqlException {
        String raw = text.text();
        if (raw.startsWith("$")) {
            int tag = raw.indexOf('$', 1) + 1;
            return Splitter.split(text.source(), reader.dialect(), text.start() + tag, text.end() - tag);
        }
        return Splitter.split(unquoted(raw), reader.dialect());
    }

    private static String unquoted(String raw) {
        int quote = raw.indexOf('\'');
        String inner = raw.substring(quote + 1, raw.length() - 1).replace("''", "'");
        return quote == 1 && Character.toLowerCase(raw.charAt(0)) == 'e'
                ? inner.replace("\\'", "'").replace("\\n", "\n")
                : inner;
    }

    private void add(Statement statement) {
        commands.add(reader.read(statement, depth));
    }

    /** Cuts what stands between two semicolons at the words after which a statement may begin. */
    private void procedural(Statement statement) {
        List<Token> tokens = statement.tokens();
        int from = 0;
        int parentheses = 0;
        int cases = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            parentheses += token.isSymbol('(') ? 1 : token.isSymbol(')') ? -1 : 0;
            boolean expression = i > from && token.is("CASE");
            cases += expression ? 1 : cases > 0 && token.is("END") ? -1 : 0;
            if (parentheses == 0 && cases == 0 && OPENERS.contains(token.normal())) {
                part(tokens.subList(from, i), statement);
                from = i + 1;
                declaring = token.is("DECLARE");
            }
        }
        part(tokens.subList(from, tokens.size()), statement);
    }

    private void part(List<Token> tokens, Statement whole) {
        if (tokens.isEmpty()) {
            return;
        }
        var cursor = new Cursor(tokens);
        if (cursor.sees('<')) { // the label of a block
            return;
        }
        if (declaring) {
            query(tokens, tokens);
        } else if (cursor.accept("EXECUTE")) {
            execute(tokens.get(0), cursor.rest());
        } else if (cursor.accept("PERFORM")) {
            query(cursor.rest(), tokens);
        } else if (cursor.accept("RETURN")) {
            returned(cursor);
        } else if (cursor.accept("FOR")) {
            cursor.until("IN");
            cursor.accept("IN");
            embedded(cursor);
        } else if (isControl(tokens)) {
            query(tokens, tokens);
        } else {
            add(new Statement(
                    tokens, Math.min(whole.end(), tokens.get(tokens.size() - 1).end())));
        }
    }

    private void returned(Cursor cursor) {
        if (cursor.accept("QUERY")) {
            embedded(cursor);
        } else if (!cursor.done()) {
            List<Token> rest = cursor.rest();
            query(rest, rest);
        }
    }

    private void embedded(Cursor cursor) {
        if (cursor.done()) {
            return;
        }
        Token first = cursor.here();
        if (cursor.accept("EXECUTE")) {
            execute(first, cursor.rest());
        } else if (first.is("SELECT")
                || first.is("WITH")
                || first.is("DELETE")
                || first.is("UPDATE")
                || first.is("INSERT")) {
            List<Token> rest = cursor.rest();
            add(new Statement(rest, rest.get(rest.size() - 1).end()));
        } else {
            List<Token> rest = cursor.rest();
            query(rest, rest);
        }
    }

    /** Assignments and declarations too: their expressions may call functions. */
    private static boolean isControl(List<Token> tokens) {
        if (CONTROL.contains(tokens.get(0).normal())) {
            return true;
        }
        var cursor = new Cursor(tokens);
        boolean named = !cursor.name().isEmpty();
        while (cursor.accept('[')) {
            cursor.take();
            cursor.accept(']');
        }
        return named && (cursor.sees('=') || cursor.sees(':'));
    }

    private void query(List<Token> expression, List<Token> tokens) {
        if (expression.isEmpty()) {
            return;
        }
        var statement = new Statement(tokens, tokens.get(tokens.size() - 1).end());
        Optional<String> call = new Expression(expression).unknownCall();
        commands.addAll(reader.inner(statement, depth));
        call.ifPresent(name -> commands.add(new Parsed(statement, "SELECT", new Command.Query(call), List.of())));
    }

    /** A text alone can be read on; of one that is put together, only its beginning. */
    private void execute(Token where, List<Token> expression) {
        List<Token> texts = expression.stream()
                .filter(token -> token.kind() == Token.Kind.TEXT)
                .toList();
        boolean alone = !expression.isEmpty()
                && expression.get(0).kind() == Token.Kind.TEXT
                && (expression.size() == 1
                        || expression.get(1).is("USING")
                        || expression.get(1).is("INTO"));
        if (!texts.isEmpty()) {
            new BodyReader(reader, depth + 1)
                    .read(texts.get(0), "sql")
                    .ifPresent(body -> body.commands().stream()
                            .filter(parsed -> alone || destroys(parsed))
                            .forEach(commands::add));
        }
        if (!alone && opaque.isEmpty()) {
            opaque = Optional.of(where);
        }
    }

    private static boolean destroys(Parsed parsed) {
        return !(parsed.command() instanceof Command.NotUnderstood)
                && Set.of("DROP", "TRUNCATE", "DELETE", "UPDATE", "ALTER")
                        .contains(parsed.statement().tokens().get(0).normal());
    }
}

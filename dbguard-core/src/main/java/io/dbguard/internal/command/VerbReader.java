package io.dbguard.internal.command;

import io.dbguard.internal.command.Command.Listed;
import io.dbguard.internal.command.Command.NotUnderstood;
import io.dbguard.internal.command.Command.Transaction;
import io.dbguard.internal.command.Command.Transaction.Verb;
import io.dbguard.internal.sql.Statement;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads all statements that are not CREATE, ALTER or DROP. */
final class VerbReader {
    private final CommandReader reader;
    private final int depth;

    VerbReader(CommandReader reader, int depth) {
        this.reader = reader;
        this.depth = depth;
    }

    Command read(Statement statement, Cursor cursor) {
        Token verb = statement.tokens().get(0);
        if (verb.isSymbol('(')) {
            return query(statement);
        }
        return switch (verb.normal()) {
            case "SELECT", "TABLE", "VALUES" -> query(statement);
            case "WITH" -> with(statement, cursor);
            case "INSERT" -> RowReader.insert(cursor);
            case "UPDATE" -> RowReader.update(cursor);
            case "DELETE" -> RowReader.delete(cursor);
            case "MERGE" -> RowReader.merge(cursor);
            case "TRUNCATE" -> truncate(cursor);
            case "COPY" -> copy(cursor);
            case "BEGIN" -> begin(cursor);
            case "START" -> new Transaction(Verb.BEGIN);
            case "COMMIT" -> new Transaction(Verb.COMMIT);
            case "END" -> statement.tokens().size() <= 2 ? new Transaction(Verb.COMMIT) : unknown(statement);
            case "ROLLBACK", "ABORT" ->
                statement.contains("TO") ? new Transaction(Verb.SAVEPOINT) : new Transaction(Verb.ROLLBACK);
            case "SAVEPOINT" -> new Transaction(Verb.SAVEPOINT);
            case "SET" -> set(statement, cursor);
            case "DO" -> block(statement);
            case "CALL" -> new Command.Call(cursor.name());
            case "EXPLAIN" -> explain(statement, cursor);
            default -> maintenance(statement, cursor);
        };
    }

    private Command maintenance(Statement statement, Cursor cursor) {
        return switch (statement.tokens().get(0).normal()) {
            case "REFRESH" -> refresh(cursor);
            case "REINDEX" -> reindex(cursor);
            case "VACUUM" -> vacuum(cursor);
            case "CLUSTER" -> cluster(cursor);
            case "LOCK" -> lock(cursor);
            default -> unknown(statement);
        };
    }

    private static Command unknown(Statement statement) {
        return Heads.concern(statement)
                .<Command>map(concern -> new Listed(concern, ""))
                .orElseGet(() -> new NotUnderstood("dbguard does not know this kind of statement"));
    }

    private static Command query(Statement statement) {
        return new Command.Query(new Expression(statement.tokens()).unknownCall());
    }

    /** What counts is the statement after the common table expressions; those are inner statements. */
    private Command with(Statement statement, Cursor cursor) {
        cursor.accept("RECURSIVE");
        cursor.until("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "TABLE");
        List<Token> rest = cursor.rest();
        if (rest.isEmpty()) {
            return new NotUnderstood("a WITH without a statement");
        }
        Command main = reader.read(new Statement(rest, statement.end()), depth).command();
        return main instanceof Command.Query ? query(statement) : main;
    }

    private Command explain(Statement statement, Cursor cursor) {
        if (!statement.contains("ANALYZE") && !statement.contains("ANALYSE")) {
            return new Listed("", "");
        }
        cursor.group();
        while (cursor.acceptAny("ANALYZE", "ANALYSE", "VERBOSE")) {
            // EXPLAIN ANALYZE runs what it explains.
        }
        List<Token> rest = cursor.rest();
        return rest.isEmpty()
                ? unknown(statement)
                : reader.read(new Statement(rest, statement.end()), depth).command();
    }

    private static Command truncate(Cursor cursor) {
        cursor.accept("TABLE");
        List<String> tables = cursor.names();
        return tables.isEmpty()
                ? new NotUnderstood("a TRUNCATE without a table")
                : new Command.Truncate(List.copyOf(tables), cursor.later("CASCADE"));
    }

    private static Command copy(Cursor cursor) {
        String table = cursor.name();
        List<String> columns = GivenRows.names(cursor.group());
        if (cursor.sees("TO", "PROGRAM")) {
            return new NotUnderstood("a COPY that runs a program");
        }
        if (table.isEmpty() || cursor.accept("TO")) {
            return table.isEmpty() ? new NotUnderstood("a COPY of a query") : new Listed("", table);
        }
        boolean in = cursor.accept("FROM");
        return in
                ? new Command.CopyIn(table, !cursor.sees("STDIN"), new GivenRows(columns, List.of(), true))
                : new NotUnderstood("a COPY without FROM or TO");
    }

    /** {@code BEGIN} alone or with modes; anything else after it is no SQL of PostgreSQL. */
    private static Command begin(Cursor cursor) {
        while (cursor.acceptAny(
                "WORK",
                "TRANSACTION",
                "ISOLATION",
                "LEVEL",
                "SERIALIZABLE",
                "REPEATABLE",
                "READ",
                "COMMITTED",
                "UNCOMMITTED",
                "WRITE",
                "ONLY",
                "NOT",
                "DEFERRABLE")) {
            cursor.accept(',');
        }
        return cursor.done() ? new Transaction(Verb.BEGIN) : new NotUnderstood("a BEGIN with something after it");
    }

    private static Command set(Statement statement, Cursor cursor) {
        Optional<String> concern = Heads.concern(statement);
        if (concern.isPresent()) {
            return new Listed(concern.get(), "");
        }
        boolean local = cursor.accept("LOCAL");
        cursor.accept("SESSION");
        String name = cursor.accept("TIME", "ZONE") ? "timezone" : cursor.name();
        if (!cursor.accept('=')) {
            cursor.accept("TO");
        }
        String value = Cursor.text(cursor.rest()).replaceAll("[;']", "").strip().toLowerCase(Locale.ROOT);
        return name.isEmpty()
                ? new NotUnderstood("a SET of nothing")
                : new Command.SetParameter(name.toLowerCase(Locale.ROOT), value, local);
    }

    private Command block(Statement statement) {
        String language = "plpgsql";
        Optional<Token> body = Optional.empty();
        List<Token> tokens = statement.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("LANGUAGE") && i + 1 < tokens.size()) {
                language = tokens.get(i + 1).text().replace("'", "").toLowerCase(Locale.ROOT);
            } else if (tokens.get(i).kind() == Token.Kind.TEXT) {
                body = Optional.of(tokens.get(i));
            }
        }
        String spoken = language;
        return new Command.Block(body.flatMap(text -> new BodyReader(reader, depth + 1).read(text, spoken)));
    }

    private static Command refresh(Cursor cursor) {
        if (!cursor.accept("MATERIALIZED", "VIEW")) {
            return new NotUnderstood("a REFRESH of something unknown");
        }
        boolean concurrently = cursor.accept("CONCURRENTLY");
        return new Command.Refresh(cursor.name(), concurrently);
    }

    private static Command reindex(Cursor cursor) {
        boolean option = cursor.group().stream().anyMatch(token -> token.is("CONCURRENTLY"));
        String kind = cursor.take().normal();
        boolean concurrently = cursor.accept("CONCURRENTLY") || option;
        return new Command.Reindex(kind, cursor.done() ? "" : cursor.name(), concurrently);
    }

    private static Command vacuum(Cursor cursor) {
        boolean full = cursor.group().stream().anyMatch(token -> token.is("FULL"));
        full |= cursor.accept("FULL");
        while (cursor.acceptAny("FREEZE", "VERBOSE", "ANALYZE", "ANALYSE")) {
            // None of them changes what is locked.
        }
        return new Command.Vacuum(full, List.copyOf(new ArrayList<>(cursor.names())));
    }

    private static Command cluster(Cursor cursor) {
        cursor.group();
        cursor.accept("VERBOSE");
        return new Command.Cluster(cursor.done() ? "" : cursor.name());
    }

    private static Command lock(Cursor cursor) {
        cursor.accept("TABLE");
        List<String> tables = cursor.names();
        String mode = cursor.accept("IN") ? Cursor.text(cursor.until("MODE")) : "ACCESS EXCLUSIVE";
        return new Command.LockTable(
                List.copyOf(tables), mode.toUpperCase(Locale.ROOT).replaceAll("\\s+", "_"));
    }
}

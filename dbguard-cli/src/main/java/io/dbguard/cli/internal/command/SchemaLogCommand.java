package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.migration.SchemaChange;
import io.dbguard.api.migration.SchemaDifference;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dbguard schema-log}. */
@Command(
        name = "schema-log",
        description = "Shows how the schema changed from backup to backup, as SQL. Backups of less than everything are"
                + " passed over.")
public final class SchemaLogCommand implements Callable<Integer> {
    /** Their options may hold passwords. */
    private static final Set<String> SECRETIVE =
            Set.of("user mapping", "server", "foreign server", "foreign-data wrapper", "subscription");

    @Mixin
    private final GeneralOptions general;

    @Mixin
    private final RepositoryOptions repository;

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param terminal the person in front of the program
     */
    public SchemaLogCommand(Terminal terminal) {
        general = new GeneralOptions(terminal);
        repository = new RepositoryOptions(general);
    }

    @Override
    public Integer call() {
        List<SchemaChange> changes = repository.open().schemaLog();
        if (json) {
            Json.print(Json.array(changes, SchemaLogCommand::json), general.out());
        } else {
            changes.forEach(this::print);
        }
        return ExitCode.DONE;
    }

    private void print(SchemaChange change) {
        general.out().println("-- " + change.database().name() + ": from " + change.from() + " to " + change.to());
        SchemaDifference difference = change.difference();
        difference.removed().forEach(object -> print(sql(object, object.drop()), "-- gone: " + object.id()));
        difference.changed().forEach(object -> print(sql(object, object.create()), "-- now: " + object.id()));
        difference.added().forEach(object -> print(sql(object, object.create()), "-- new: " + object.id()));
        general.out().println();
    }

    private void print(List<String> statements, String title) {
        general.out().println(title);
        statements.forEach(sql -> general.out().println(sql.startsWith("--") ? sql : sql + ";"));
    }

    private static List<String> sql(SchemaObject object, List<String> statements) {
        return SECRETIVE.contains(object.id().kind())
                ? List.of("-- not shown, since it may hold a password")
                : statements;
    }

    private static ObjectNode json(SchemaChange change) {
        ObjectNode node = Json.object()
                .put("database", change.database().name())
                .put("from", change.from().value())
                .put("to", change.to().value())
                .put("time", change.time().toString());
        node.set(
                "removed",
                Json.array(change.difference().removed(), object -> json(object, sql(object, object.drop()))));
        node.set(
                "changed",
                Json.array(change.difference().changed(), object -> json(object, sql(object, object.create()))));
        node.set(
                "added", Json.array(change.difference().added(), object -> json(object, sql(object, object.create()))));
        return node;
    }

    private static ObjectNode json(SchemaObject object, List<String> sql) {
        ObjectNode node = Json.object().put("object", object.id().toString());
        node.set("sql", Json.texts(sql));
        return node;
    }
}

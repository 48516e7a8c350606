package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.migration.SchemaChange;
import io.dbguard.api.schema.SchemaDifference;
import io.dbguard.cli.internal.ExitCode;
import io.dbguard.cli.internal.option.GeneralOptions;
import io.dbguard.cli.internal.option.RepositoryOptions;
import io.dbguard.cli.internal.output.Json;
import io.dbguard.cli.internal.output.Terminal;
import java.util.List;
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
        difference
                .removed()
                .forEach(object -> print(SchemaWords.sql(object, object.drop()), "-- gone: " + object.id()));
        difference
                .changed()
                .forEach(object -> print(SchemaWords.sql(object, object.create()), "-- now: " + object.id()));
        difference.added().forEach(object -> print(SchemaWords.sql(object, object.create()), "-- new: " + object.id()));
        general.out().println();
    }

    private void print(List<String> statements, String title) {
        general.out().println(title);
        statements.forEach(sql -> general.out().println(sql.startsWith("--") ? sql : sql + ";"));
    }

    private static ObjectNode json(SchemaChange change) {
        ObjectNode node = Json.object()
                .put("database", change.database().name())
                .put("from", change.from().value())
                .put("to", change.to().value())
                .put("time", change.time().toString());
        SchemaWords.addTo(node, change.difference());
        return node;
    }
}

package io.dbguard.cli.internal.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.api.schema.SchemaDifference;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.cli.internal.output.Json;
import java.util.List;
import java.util.Set;

/** Definitions that have changed, as SQL. */
final class SchemaWords {
    /** Their options may hold passwords. */
    private static final Set<String> SECRETIVE =
            Set.of("user mapping", "server", "foreign server", "foreign-data wrapper", "subscription");

    private SchemaWords() {}

    static List<String> sql(SchemaObject object, List<String> statements) {
        return SECRETIVE.contains(object.id().kind())
                ? List.of("-- not shown, since it may hold a password")
                : statements;
    }

    /** Adds {@code removed}, {@code changed} and {@code added}. */
    static void addTo(ObjectNode node, SchemaDifference difference) {
        node.set("removed", Json.array(difference.removed(), object -> json(object, object.drop())));
        node.set("changed", Json.array(difference.changed(), object -> json(object, object.create())));
        node.set("added", Json.array(difference.added(), object -> json(object, object.create())));
    }

    private static ObjectNode json(SchemaObject object, List<String> statements) {
        ObjectNode node = Json.object().put("object", object.id().toString());
        node.set("sql", Json.texts(sql(object, statements)));
        return node;
    }
}

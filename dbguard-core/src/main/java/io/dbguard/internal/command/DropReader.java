package io.dbguard.internal.command;

import io.dbguard.internal.command.Command.Drop;
import io.dbguard.internal.command.Command.Listed;
import io.dbguard.internal.command.Command.NotUnderstood;
import io.dbguard.internal.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads DROP of anything. */
final class DropReader {
    private static final List<String> KINDS = List.of(
            "MATERIALIZED VIEW",
            "FOREIGN TABLE",
            "EVENT TRIGGER",
            "ACCESS METHOD",
            "FOREIGN DATA WRAPPER",
            "USER MAPPING",
            "TEXT SEARCH CONFIGURATION",
            "TEXT SEARCH DICTIONARY",
            "OPERATOR CLASS",
            "OPERATOR FAMILY",
            "TABLE",
            "SCHEMA",
            "DATABASE",
            "TABLESPACE",
            "VIEW",
            "INDEX",
            "SEQUENCE",
            "TYPE",
            "DOMAIN",
            "FUNCTION",
            "PROCEDURE",
            "ROUTINE",
            "AGGREGATE",
            "TRIGGER",
            "POLICY",
            "RULE",
            "EXTENSION",
            "COLLATION",
            "CONVERSION",
            "CAST",
            "OPERATOR",
            "STATISTICS",
            "ROLE",
            "USER",
            "GROUP",
            "SERVER",
            "PUBLICATION",
            "SUBSCRIPTION",
            "LANGUAGE",
            "TRANSFORM",
            "CONSTANT",
            "ALIAS",
            "SYNONYM");

    private DropReader() {}

    static Command read(Statement statement, Cursor cursor) {
        Optional<String> concern = Heads.concern(statement);
        if (concern.isPresent()) {
            return new Listed(concern.get(), "");
        }
        for (String kind : KINDS) {
            if (cursor.accept(kind.split(" ", -1))) {
                return drop(kind, cursor);
            }
        }
        return new NotUnderstood("nobody knows what is dropped");
    }

    private static Command drop(String kind, Cursor cursor) {
        boolean concurrently = cursor.accept("CONCURRENTLY");
        cursor.ifExists();
        List<String> names = new ArrayList<>(cursor.names());
        String table = cursor.accept("ON") ? cursor.name() : "";
        boolean cascade = cursor.later("CASCADE");
        return names.isEmpty() && !kind.equals("CAST") && !kind.equals("OPERATOR") && !kind.equals("USER MAPPING")
                ? new NotUnderstood("a DROP of nothing")
                : new Drop(kind, List.copyOf(names), cascade, concurrently, table);
    }
}

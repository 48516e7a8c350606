package io.dbguard.postgres.internal.session;

import io.dbguard.api.schema.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** The one way by which names and texts get into SQL. Names are always quoted, whatever they look like. */
public final class Quoting {
    private Quoting() {}

    /**
     * Quotes a name.
     *
     * @param name as the catalog has it
     */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Quotes a name with its schema.
     *
     * @param schema as the catalog has it
     * @param name as the catalog has it
     */
    public static String identifier(String schema, String name) {
        return identifier(schema) + "." + identifier(name);
    }

    /**
     * Quotes a table's name with its schema.
     *
     * @param table the table
     */
    public static String identifier(TableName table) {
        return identifier(table.schema(), table.table());
    }

    /**
     * Quotes several names and joins them with commas.
     *
     * @param names as the catalog has them
     */
    public static String identifiers(List<String> names) {
        return names.stream().map(Quoting::identifier).collect(Collectors.joining(", "));
    }

    /**
     * Quotes a text so that its meaning does not depend on {@code standard_conforming_strings}.
     *
     * @param text any text
     */
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return text.contains("\\") ? " E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }
}

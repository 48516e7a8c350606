package io.dbguard.h2.internal.session;

import io.dbguard.api.schema.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** The one way by which names and texts get into SQL. Names are always quoted, whatever they look like. */
public final class Quoting {
    private Quoting() {}

    /**
     * Quotes a name.
     *
     * @param name as the catalogue has it
     */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Quotes a name with its schema.
     *
     * @param schema as the catalogue has it
     * @param name as the catalogue has it
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
     * @param names as the catalogue has them
     */
    public static String identifiers(List<String> names) {
        return names.stream().map(Quoting::identifier).collect(Collectors.joining(", "));
    }

    /**
     * Quotes a text. What a script file could lose on its way, control characters and halves of surrogate pairs, is
     * written as an escape.
     *
     * @param text any text
     */
    public static String literal(String text) {
        if (text.codePoints().noneMatch(Quoting::needsEscape)) {
            return "'" + text.replace("'", "''") + "'";
        }
        var sql = new StringBuilder(text.length() + 16).append("U&'");
        text.codePoints().forEach(c -> {
            if (needsEscape(c)) {
                sql.append(String.format("\\%04x", c));
            } else if (c == '\\' || c == '\'') {
                sql.appendCodePoint(c).appendCodePoint(c);
            } else {
                sql.appendCodePoint(c);
            }
        });
        return sql.append('\'').toString();
    }

    private static boolean needsEscape(int codePoint) {
        return codePoint < ' ' || codePoint == 0x7F || (codePoint >= 0xD800 && codePoint <= 0xDFFF);
    }
}

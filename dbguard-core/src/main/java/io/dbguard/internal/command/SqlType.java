package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The type of a column.
 *
 * @param name its name in PostgreSQL's words, such as {@code integer} or {@code character varying}
 * @param parameters its numbers, such as length or precision and scale
 * @param array whether it is an array
 */
public record SqlType(String name, List<Integer> parameters, boolean array) {
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("varchar", "character varying"),
            Map.entry("char varying", "character varying"),
            Map.entry("nvarchar", "character varying"),
            Map.entry("char", "character"),
            Map.entry("bpchar", "character"),
            Map.entry("decimal", "numeric"),
            Map.entry("dec", "numeric"),
            Map.entry("float8", "double precision"),
            Map.entry("float", "double precision"),
            Map.entry("double", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("bool", "boolean"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("timetz", "time with time zone"),
            Map.entry("time without time zone", "time"),
            Map.entry("varbit", "bit varying"),
            Map.entry("serial4", "serial"),
            Map.entry("serial8", "bigserial"),
            Map.entry("serial2", "smallserial"),
            Map.entry("clob", "text"));

    /** A type of which nothing is known. */
    public static final SqlType UNKNOWN = new SqlType("", List.of(), false);

    /** Copies the list. */
    public SqlType {
        parameters = List.copyOf(parameters);
    }

    /**
     * Reads a type.
     *
     * @param tokens what it is made of
     */
    public static SqlType of(List<Token> tokens) {
        var words = new ArrayList<String>();
        var numbers = new ArrayList<Integer>();
        boolean array = false;
        var cursor = new Cursor(tokens);
        while (!cursor.done()) {
            if (cursor.sees('(')) {
                cursor.group().stream()
                        .filter(token -> token.kind() == Token.Kind.NUMBER)
                        .forEach(token -> numbers.add(number(token)));
            } else if (cursor.sees("ARRAY") || cursor.sees('[')) {
                array = true;
                cursor.take();
            } else {
                Token token = cursor.take();
                if (token.isName()) {
                    words.add(token.name());
                }
            }
        }
        String name = String.join(" ", words).replace("pg_catalog ", "").toLowerCase(Locale.ROOT);
        return new SqlType(ALIASES.getOrDefault(name, name), numbers, array);
    }

    private static int number(Token token) {
        String text = token.text();
        return text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : -1;
    }

    /** Returns whether values are counted. */
    public boolean serial() {
        return name.endsWith("serial");
    }

    /** Returns the type that the values have: a serial is an integer. */
    public SqlType stored() {
        return switch (name) {
            case "serial" -> new SqlType("integer", List.of(), array);
            case "bigserial" -> new SqlType("bigint", List.of(), array);
            case "smallserial" -> new SqlType("smallint", List.of(), array);
            default -> this;
        };
    }

    /** Returns one of the numbers, or what is meant if it is missing. */
    public int parameter(int index, int missing) {
        return index < parameters.size() ? parameters.get(index) : missing;
    }

    /** Returns whether nothing is known of it. */
    public boolean unknown() {
        return name.isEmpty();
    }

    @Override
    public String toString() {
        String numbers = parameters.isEmpty()
                ? ""
                : "("
                        + String.join(
                                ", ", parameters.stream().map(String::valueOf).toList()) + ")";
        return (name.isEmpty() ? "an unknown type" : name) + numbers + (array ? "[]" : "");
    }
}

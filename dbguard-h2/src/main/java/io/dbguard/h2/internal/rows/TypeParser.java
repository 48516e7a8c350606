package io.dbguard.h2.internal.rows;

import io.dbguard.h2.internal.rows.DataType.ArrayOf;
import io.dbguard.h2.internal.rows.DataType.RowOf;
import io.dbguard.h2.internal.rows.DataType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a type as H2 prints it, such as {@code ROW("A" INTEGER, "B" NUMERIC(10, 2) ARRAY[3])}. */
final class TypeParser {
    private static final Pattern ARRAY = Pattern.compile("(.*) ARRAY(?:\\[\\d+])?", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("\\s*(?:U&)?\"(?:[^\"]|\"\")*\" (.*)", Pattern.DOTALL);

    private final String sql;

    TypeParser(String sql) {
        this.sql = sql;
    }

    DataType parse() {
        Matcher array = ARRAY.matcher(sql);
        // The labels of an ENUM may look like anything, but the type ends with its closing bracket.
        if (array.matches()) {
            return new ArrayOf(sql, DataType.of(array.group(1)));
        }
        if (sql.startsWith("ROW(")) {
            return new RowOf(sql, fields().stream().map(DataType::of).toList());
        }
        return new Scalar(sql, ScalarForm.of(sql));
    }

    /** Splits the fields at the commas that stand outside of brackets and quotes. */
    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        String inner = sql.substring("ROW(".length(), sql.length() - 1);
        int depth = 0;
        int start = 0;
        char quote = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                fields.add(type(inner.substring(start, i)));
                start = i + 1;
            }
        }
        fields.add(type(inner.substring(start)));
        return fields;
    }

    private static String type(String field) {
        Matcher matcher = FIELD.matcher(field);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a field of a row: " + field);
        }
        return matcher.group(1);
    }
}

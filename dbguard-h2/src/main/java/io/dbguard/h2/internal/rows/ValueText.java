package io.dbguard.h2.internal.rows;

import io.dbguard.h2.internal.rows.DataType.ArrayOf;
import io.dbguard.h2.internal.rows.DataType.RowOf;
import io.dbguard.h2.internal.rows.DataType.Scalar;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as text. An array is written as <code>{"a","b",NULL,{"nested"}}</code> and a row as {@code ("a",NULL)},
 * their parts in double quotes with a backslash before a double quote and a backslash.
 */
final class ValueText {
    private ValueText() {}

    /** Returns a value's text, null for NULL. */
    static @Nullable String read(DataType type, ResultSet row, int column) throws SQLException {
        return type instanceof Scalar scalar ? scalar.form().read(row, column) : collection(type, row, column);
    }

    private static @Nullable String collection(DataType type, ResultSet row, int column) throws SQLException {
        if (type instanceof ArrayOf array) {
            Array value = row.getArray(column);
            return value == null ? null : "{" + String.join(",", elements(array, value)) + "}";
        }
        List<DataType> fields = ((RowOf) type).fields();
        try (ResultSet value = (ResultSet) row.getObject(column)) {
            if (value == null) {
                return null;
            }
            value.next();
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                parts.add(part(fields.get(i), value, i + 1));
            }
            return "(" + String.join(",", parts) + ")";
        }
    }

    /** The result of an array has a number and an element in each row. */
    private static List<String> elements(ArrayOf array, Array value) throws SQLException {
        try (ResultSet elements = value.getResultSet()) {
            List<String> parts = new ArrayList<>();
            while (elements.next()) {
                parts.add(part(array.element(), elements, 2));
            }
            return parts;
        }
    }

    private static String part(DataType type, ResultSet row, int column) throws SQLException {
        String text = read(type, row, column);
        if (text == null) {
            return "NULL";
        }
        return type instanceof Scalar ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : text;
    }
}

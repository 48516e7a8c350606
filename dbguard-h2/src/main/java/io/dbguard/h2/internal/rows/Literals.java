package io.dbguard.h2.internal.rows;

import io.dbguard.h2.internal.rows.DataType.ArrayOf;
import io.dbguard.h2.internal.rows.DataType.RowOf;
import io.dbguard.h2.internal.rows.DataType.Scalar;
import java.util.List;
import java.util.StringJoiner;

/**
 * Turns a value's text into SQL. The parts of an array or a row get their exact type, because H2 converts the fields of a
 * row wrongly when the first one has to be converted (ValueRow takes the first field's type for the rest).
 */
final class Literals {
    private final String text;
    private int at;

    private Literals(String text) {
        this.text = text;
    }

    /** Returns a value as SQL. */
    static String of(DataType type, String text) {
        if (type instanceof Scalar scalar) {
            return scalar.form().literal(text);
        }
        var literals = new Literals(text);
        String sql = literals.part(type);
        if (literals.at != text.length()) {
            throw new IllegalArgumentException("The value goes on behind its end");
        }
        return sql;
    }

    private String part(DataType type) {
        if (text.startsWith("NULL", at)) {
            at += "NULL".length();
            return "CAST(NULL AS " + type.sql() + ")";
        }
        if (type instanceof ArrayOf array) {
            return "CAST(ARRAY[" + parts('{', '}', List.of(array.element()), false) + "] AS " + type.sql() + ")";
        }
        if (type instanceof RowOf row) {
            return "CAST(ROW(" + parts('(', ')', row.fields(), true) + ") AS " + type.sql() + ")";
        }
        return "CAST(" + ((Scalar) type).form().literal(quoted()) + " AS " + type.sql() + ")";
    }

    /** Reads parts up to the closing bracket, each of the type in its place, or all of the only type. */
    private String parts(char open, char close, List<DataType> types, boolean oneEach) {
        expect(open);
        var parts = new StringJoiner(", ");
        for (int i = 0; text.charAt(at) != close; i++) {
            if (i > 0) {
                expect(',');
            }
            parts.add(part(types.get(oneEach ? i : 0)));
        }
        at++;
        return parts.toString();
    }

    private String quoted() {
        expect('"');
        var value = new StringBuilder();
        while (text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            value.append(text.charAt(at++));
        }
        at++;
        return value.toString();
    }

    private void expect(char c) {
        if (text.charAt(at) != c) {
            throw new IllegalArgumentException("The value is not an array or a row in dbguard's form");
        }
        at++;
    }
}

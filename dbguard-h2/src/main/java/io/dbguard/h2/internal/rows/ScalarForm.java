package io.dbguard.h2.internal.rows;

import io.dbguard.h2.internal.session.Quoting;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a type become text and values again, exactly. No value passes through {@code java.sql.Timestamp} and
 * its like, through the time zone of the JVM, or through a Java object's serialized form. The texts are described in
 * docs/h2.md; they must never change.
 */
enum ScalarForm {
    /**
     * A text itself; and what H2 prints, where it reads that again without loss: dates, times, intervals, UUIDs, labels,
     * DECFLOAT.
     */
    TEXT,

    /** {@code t} or {@code f}, as in PostgreSQL. */
    BOOLEAN {
        @Override
        @Nullable
        String read(ResultSet row, int column) throws SQLException {
            boolean value = row.getBoolean(column);
            return row.wasNull() ? null : value ? "t" : "f";
        }

        @Override
        void bind(PreparedStatement insert, int parameter, String text) throws SQLException {
            insert.setBoolean(parameter, text.equals("t"));
        }

        @Override
        String literal(String text) {
            return text.equals("t") ? "TRUE" : "FALSE";
        }
    },

    /** Decimal digits. */
    INTEGER {
        @Override
        @Nullable
        String read(ResultSet row, int column) throws SQLException {
            long value = row.getLong(column);
            return row.wasNull() ? null : Long.toString(value);
        }

        @Override
        void bind(PreparedStatement insert, int parameter, String text) throws SQLException {
            insert.setLong(parameter, Long.parseLong(text));
        }

        @Override
        String literal(String text) {
            return text;
        }
    },

    /** Decimal digits with as many behind the point as the scale says. */
    NUMERIC {
        @Override
        @Nullable
        String read(ResultSet row, int column) throws SQLException {
            BigDecimal value = row.getBigDecimal(column);
            return value == null ? null : value.toPlainString();
        }

        @Override
        void bind(PreparedStatement insert, int parameter, String text) throws SQLException {
            insert.setBigDecimal(parameter, new BigDecimal(text));
        }

        @Override
        String literal(String text) {
            return text;
        }
    },

    /** As few digits as tell the value from its neighbours, or {@code NaN}, {@code Infinity}, {@code -Infinity}. */
    REAL {
        @Override
        @Nullable
        String read(ResultSet row, int column) throws SQLException {
            float value = row.getFloat(column);
            return row.wasNull() ? null : FloatingText.of(value);
        }

        @Override
        void bind(PreparedStatement insert, int parameter, String text) throws SQLException {
            insert.setFloat(parameter, Float.parseFloat(text));
        }

        @Override
        String literal(String text) {
            return "CAST('" + text + "' AS REAL)";
        }
    },

    /** As {@link #REAL}. */
    DOUBLE {
        @Override
        @Nullable
        String read(ResultSet row, int column) throws SQLException {
            double value = row.getDouble(column);
            return row.wasNull() ? null : FloatingText.of(value);
        }

        @Override
        void bind(PreparedStatement insert, int parameter, String text) throws SQLException {
            insert.setDouble(parameter, Double.parseDouble(text));
        }

        @Override
        String literal(String text) {
            return "CAST('" + text + "' AS DOUBLE PRECISION)";
        }
    },

    /** {@code \x} and two hexadecimal digits for each byte, as PostgreSQL writes its bytea. */
    BYTES {
        @Override
        @Nullable
        String read(ResultSet row, int column) throws SQLException {
            byte[] value = row.getBytes(column);
            return value == null ? null : "\\x" + HexFormat.of().formatHex(value);
        }

        @Override
        void bind(PreparedStatement insert, int parameter, String text) throws SQLException {
            insert.setBytes(parameter, HexFormat.of().parseHex(text, 2, text.length()));
        }

        @Override
        String literal(String text) {
            return "X'" + text.substring(2) + "'";
        }
    },

    /** The JSON text. */
    JSON {
        @Override
        String placeholder() {
            return "? FORMAT JSON";
        }

        @Override
        String literal(String text) {
            return "JSON " + Quoting.literal(text);
        }
    };

    /** Returns a value's text, null for NULL. */
    @Nullable
    String read(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }

    /** Gives a value to a statement that inserts it. */
    void bind(PreparedStatement insert, int parameter, String text) throws SQLException {
        insert.setString(parameter, text);
    }

    /** Returns a value as SQL. */
    String literal(String text) {
        return Quoting.literal(text);
    }

    /** Returns what stands for a value in a statement that inserts it. */
    String placeholder() {
        return "?";
    }

    /** Returns the form of a type. */
    static ScalarForm of(String type) {
        String words = type.replaceFirst("[(].*", "").strip();
        return switch (words.replaceFirst(" .*", "")) {
            case "CHARACTER",
                    "VARCHAR_IGNORECASE",
                    "DECFLOAT",
                    "DATE",
                    "TIME",
                    "TIMESTAMP",
                    "INTERVAL",
                    "UUID",
                    "ENUM" -> TEXT;
            case "BINARY", "JAVA_OBJECT", "GEOMETRY" -> BYTES;
            case "BOOLEAN" -> BOOLEAN;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> INTEGER;
            case "NUMERIC", "DECIMAL" -> NUMERIC;
            case "REAL" -> REAL;
            case "DOUBLE" -> DOUBLE;
            case "FLOAT" -> isReal(type) ? REAL : DOUBLE;
            case "JSON" -> JSON;
            default -> throw new IllegalArgumentException("dbguard does not know the type " + words);
        };
    }

    private static boolean isReal(String type) {
        String precision = type.replaceAll("[^0-9]", "");
        return !precision.isEmpty() && Integer.parseInt(precision) <= 24;
    }
}

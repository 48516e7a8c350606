package io.dbguard.h2.internal.rows;

import java.util.List;

/** A column's type, as far as its values' form depends on it. */
public sealed interface DataType {

    /** Returns the type as SQL has it. */
    String sql();

    /**
     * A type whose values have no parts.
     *
     * @param sql the type with its length or precision
     * @param form how its values are written
     */
    record Scalar(String sql, ScalarForm form) implements DataType {}

    /**
     * An array.
     *
     * @param sql the whole type
     * @param element the type of its elements
     */
    record ArrayOf(String sql, DataType element) implements DataType {}

    /**
     * A row.
     *
     * @param sql the whole type
     * @param fields the types of its fields
     */
    record RowOf(String sql, List<DataType> fields) implements DataType {

        /** Copies the list, so that the type can be shared. */
        public RowOf {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Reads a type.
     *
     * @param sql what DATA_TYPE_SQL returns
     * @throws IllegalArgumentException if H2 has a type that dbguard does not know
     */
    static DataType of(String sql) {
        return new TypeParser(sql).parse();
    }
}

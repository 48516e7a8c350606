package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.session.H2Session;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The constraints of all tables with their columns and indexes. Each view of INFORMATION_SCHEMA is read by itself and
 * joined here: H2 joins them in square time.
 *
 * @param constraints by name
 * @param columns the columns of keys, by the name of the constraint
 * @param indexes by name
 */
record Keys(
        Map<SqlName, TableConstraint> constraints,
        Map<SqlName, List<KeyColumn>> columns,
        Map<SqlName, IndexInfo> indexes) {

    private static final String CONSTRAINTS = """
            SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CONSTRAINT_TYPE, TABLE_SCHEMA, TABLE_NAME, NULLS_DISTINCT,
                   INDEX_SCHEMA, INDEX_NAME
              FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
             ORDER BY CONSTRAINT_SCHEMA, CONSTRAINT_NAME
            """;

    private static final String COLUMNS = """
            SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, COLUMN_NAME, POSITION_IN_UNIQUE_CONSTRAINT
              FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE
             ORDER BY CONSTRAINT_SCHEMA, CONSTRAINT_NAME, ORDINAL_POSITION
            """;

    private static final String INDEXES =
            "SELECT INDEX_SCHEMA, INDEX_NAME, IS_GENERATED, INDEX_CLASS, INDEX_TYPE_NAME FROM INFORMATION_SCHEMA.INDEXES";

    /**
     * A constraint.
     *
     * @param nullsDistinct for a unique constraint what it makes of nulls, as INFORMATION_SCHEMA has it
     * @param index the index that it stands on
     */
    record TableConstraint(
            SqlName name,
            String type,
            TableName table,
            @Nullable String nullsDistinct,
            @Nullable SqlName index) {}

    /**
     * A column of a key.
     *
     * @param referenced for a foreign key, which column of the referenced key it belongs to, counted from 1
     */
    record KeyColumn(SqlName constraint, String name, int referenced) {}

    /**
     * An index.
     *
     * @param generated whether H2 made it for a constraint
     */
    record IndexInfo(SqlName name, boolean generated, String className, String type) {}

    static Keys read(H2Session session) {
        return new Keys(
                session
                        .query("read the constraints", CONSTRAINTS, row -> {
                            String index = row.getString("INDEX_NAME");
                            return new TableConstraint(
                                    new SqlName(row.getString("CONSTRAINT_SCHEMA"), row.getString("CONSTRAINT_NAME")),
                                    row.getString("CONSTRAINT_TYPE"),
                                    new TableName(row.getString("TABLE_SCHEMA"), row.getString("TABLE_NAME")),
                                    row.getString("NULLS_DISTINCT"),
                                    index == null ? null : new SqlName(row.getString("INDEX_SCHEMA"), index));
                        })
                        .stream()
                        .collect(Collectors.toMap(TableConstraint::name, constraint -> constraint)),
                session
                        .query(
                                "read the keys' columns",
                                COLUMNS,
                                row -> new KeyColumn(
                                        new SqlName(
                                                row.getString("CONSTRAINT_SCHEMA"), row.getString("CONSTRAINT_NAME")),
                                        row.getString("COLUMN_NAME"),
                                        row.getInt("POSITION_IN_UNIQUE_CONSTRAINT")))
                        .stream()
                        .collect(Collectors.groupingBy(KeyColumn::constraint)),
                session
                        .query(
                                "read the indexes",
                                INDEXES,
                                row -> new IndexInfo(
                                        new SqlName(row.getString("INDEX_SCHEMA"), row.getString("INDEX_NAME")),
                                        row.getBoolean("IS_GENERATED"),
                                        row.getString("INDEX_CLASS"),
                                        row.getString("INDEX_TYPE_NAME")))
                        .stream()
                        // A local temporary table may have an index of the same name.
                        .collect(Collectors.toMap(IndexInfo::name, index -> index, (first, second) -> first)));
    }

    List<KeyColumn> columnsOf(SqlName constraint) {
        return columns.getOrDefault(constraint, List.of());
    }

    List<String> columnNames(SqlName constraint) {
        return columnsOf(constraint).stream().map(KeyColumn::name).toList();
    }

    @Nullable
    IndexInfo indexOf(TableConstraint constraint) {
        return constraint.index == null ? null : indexes.get(constraint.index);
    }
}

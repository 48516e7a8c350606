package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.catalog.Keys.TableConstraint;
import io.dbguard.h2.internal.session.H2Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/**
 * A foreign key.
 *
 * @param table the table whose rows refer to others
 * @param name its name, in the same schema as the table
 * @param columns the table's columns
 * @param parent the table that is referred to
 * @param parentKey the name of the parent's key
 * @param parentColumns the parent's columns, in the order of {@code columns}
 * @param onUpdate what happens to the rows when the parent's key changes
 * @param onDelete what happens to them when the parent's row goes
 */
public record ForeignKey(
        TableName table,
        String name,
        List<String> columns,
        TableName parent,
        String parentKey,
        List<String> parentColumns,
        String onUpdate,
        String onDelete) {

    private static final String SQL = """
            SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, UNIQUE_CONSTRAINT_SCHEMA, UNIQUE_CONSTRAINT_NAME,
                   UPDATE_RULE, DELETE_RULE
              FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS
             ORDER BY CONSTRAINT_SCHEMA, CONSTRAINT_NAME
            """;

    /** Copies the lists, so that the key can be shared. */
    public ForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
    }

    /**
     * Reads all foreign keys.
     *
     * @param session where to read
     */
    public static List<ForeignKey> readAll(H2Session session) {
        return readAll(session, Keys.read(session));
    }

    static List<ForeignKey> readAll(H2Session session, Keys keys) {
        return session.query("read the foreign keys", SQL, row -> of(row, keys));
    }

    private static ForeignKey of(ResultSet row, Keys keys) throws SQLException {
        var name = new SqlName(row.getString("CONSTRAINT_SCHEMA"), row.getString("CONSTRAINT_NAME"));
        var parentKey = new SqlName(row.getString("UNIQUE_CONSTRAINT_SCHEMA"), row.getString("UNIQUE_CONSTRAINT_NAME"));
        List<String> parentColumns = keys.columnNames(parentKey);
        return new ForeignKey(
                constraint(keys, name).table(),
                name.name(),
                keys.columnNames(name),
                constraint(keys, parentKey).table(),
                parentKey.name(),
                keys.columnsOf(name).stream()
                        .map(column -> parentColumns.get(column.referenced() - 1))
                        .toList(),
                row.getString("UPDATE_RULE"),
                row.getString("DELETE_RULE"));
    }

    private static TableConstraint constraint(Keys keys, SqlName name) {
        return Objects.requireNonNull(keys.constraints().get(name), "A constraint came or went while it was read");
    }
}

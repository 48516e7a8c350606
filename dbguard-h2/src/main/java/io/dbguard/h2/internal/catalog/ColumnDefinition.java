package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or a view.
 *
 * @param table what it is a column of
 * @param name its name
 * @param type its type as H2 prints it, that of the domain if it has one
 * @param domain its domain
 * @param rest what comes after the type in CREATE TABLE
 * @param expressions the expressions in it
 * @param generated whether its values are computed
 * @param nullable whether it takes NULL
 * @param replacesNull whether it could hold NULL, but an inserted one becomes the default
 */
record ColumnDefinition(
        TableName table,
        String name,
        String type,
        Optional<SqlName> domain,
        String rest,
        List<String> expressions,
        boolean generated,
        boolean nullable,
        boolean replacesNull) {

    private static final String SQL = """
            SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DOMAIN_SCHEMA, DOMAIN_NAME,
                   DATA_TYPE_SQL(TABLE_SCHEMA, TABLE_NAME, 'TABLE', DTD_IDENTIFIER) AS TYPE,
                   COLUMN_DEFAULT, COLUMN_ON_UPDATE, IS_GENERATED, GENERATION_EXPRESSION,
                   IS_NULLABLE, IS_VISIBLE, DEFAULT_ON_NULL, IS_IDENTITY, IDENTITY_GENERATION,
                   IDENTITY_START AS START_VALUE, IDENTITY_INCREMENT AS INCREMENT, IDENTITY_MINIMUM AS MINIMUM_VALUE,
                   IDENTITY_MAXIMUM AS MAXIMUM_VALUE, IDENTITY_CYCLE AS CYCLE_OPTION, IDENTITY_CACHE AS CACHE
              FROM INFORMATION_SCHEMA.COLUMNS
             WHERE TABLE_SCHEMA NOT IN (%s)
             ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION
            """;

    /** Reads all columns in their order. */
    static Map<TableName, List<ColumnDefinition>> readAll(Facts facts) {
        return facts
                .session()
                .query("read the columns", SQL.formatted(facts.systemSchemas()), ColumnDefinition::of)
                .stream()
                .collect(Collectors.groupingBy(ColumnDefinition::table));
    }

    private static ColumnDefinition of(ResultSet row) throws SQLException {
        String domain = row.getString("DOMAIN_NAME");
        return new ColumnDefinition(
                new TableName(row.getString("TABLE_SCHEMA"), row.getString("TABLE_NAME")),
                row.getString("COLUMN_NAME"),
                row.getString("TYPE"),
                domain == null ? Optional.empty() : Optional.of(new SqlName(row.getString("DOMAIN_SCHEMA"), domain)),
                rest(row),
                Stream.of("COLUMN_DEFAULT", "COLUMN_ON_UPDATE", "GENERATION_EXPRESSION")
                        .map(label -> text(row, label))
                        .flatMap(Optional::stream)
                        .toList(),
                row.getString("IS_GENERATED").equals("ALWAYS"),
                isNullable(row),
                isNullable(row) && row.getBoolean("DEFAULT_ON_NULL"));
    }

    private static boolean isNullable(ResultSet row) throws SQLException {
        return row.getString("IS_NULLABLE").equals("YES");
    }

    private static Optional<String> text(ResultSet row, String label) {
        try {
            return Optional.ofNullable(row.getString(label));
        } catch (SQLException e) {
            throw new IllegalStateException("The result lost its column " + label, e);
        }
    }

    private static String rest(ResultSet row) throws SQLException {
        return (row.getBoolean("IS_VISIBLE") ? "" : " INVISIBLE")
                + value(row)
                + clause(" ON UPDATE ", row.getString("COLUMN_ON_UPDATE"))
                + (isNullable(row) ? "" : (row.getBoolean("DEFAULT_ON_NULL") ? " DEFAULT ON NULL" : "") + " NOT NULL");
    }

    private static String value(ResultSet row) throws SQLException {
        if (row.getString("IS_IDENTITY").equals("YES")) {
            return " GENERATED " + row.getString("IDENTITY_GENERATION") + " AS IDENTITY(" + SequenceOptions.of(row)
                    + ")";
        }
        if (row.getString("IS_GENERATED").equals("ALWAYS")) {
            return " GENERATED ALWAYS AS (" + row.getString("GENERATION_EXPRESSION") + ")";
        }
        return clause(" DEFAULT ", row.getString("COLUMN_DEFAULT"));
    }

    private static String clause(String keyword, @Nullable String expression) {
        return expression == null ? "" : keyword + expression;
    }

    /** Returns the column as CREATE TABLE takes it. */
    String sql() {
        return identifier(name) + " "
                + domain.map(d -> identifier(d.schema(), d.name())).orElse(type)
                + rest;
    }

    /**
     * Returns what makes NULL stand for the default, as an object of its own that comes after the rows: the column may
     * hold NULLs that are older than the clause.
     */
    CatalogObject defaultOnNull() {
        String column = " ALTER COLUMN " + identifier(name);
        return new CatalogObject(
                        new ObjectId("default on null", table.schema(), table.table() + "." + name), Rank.CONSTRAINT)
                .of(table)
                .afterData()
                .needs(Kinds.table(table))
                .create("ALTER TABLE " + identifier(table) + column + " SET DEFAULT ON NULL")
                .drop("ALTER TABLE IF EXISTS " + identifier(table) + column + " DROP DEFAULT ON NULL");
    }
}

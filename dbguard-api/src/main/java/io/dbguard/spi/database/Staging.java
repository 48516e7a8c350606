package io.dbguard.spi.database;

import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Temporary tables beside the database's own, in the transaction of whoever gave it: to find out with SQL which rows of a backup the
 * database lacks, and to bring them back. They are gone when the transaction ends. Not for use by several threads at once.
 *
 * <p>All methods throw {@link io.dbguard.api.DatabaseException} when the database refuses.
 */
public interface Staging {

    /**
     * Quotes a column's name.
     *
     * @param column as the database stores it
     */
    String column(String column);

    /**
     * Names the rows of a table itself, without those of tables that inherit from it.
     *
     * @param table one of the database's tables
     */
    String rowsOf(TableName table);

    /**
     * Names all rows of a table, also those in its partitions.
     *
     * @param table one of the database's tables
     */
    String allRowsOf(TableName table);

    /**
     * Returns a condition that is true when two values of the same type are not the same in every bit, and false otherwise, also
     * for NULL.
     *
     * @param one an expression
     * @param other another
     */
    String differ(String one, String other);

    /**
     * Returns a condition that is true when two values are the same for a key, which some values are that differ, such as
     * {@code 1.0} and {@code 1.00}.
     *
     * @param type the type of the column that the key has, as the database names it
     * @param one an expression
     * @param other another
     */
    default String same(String type, String one, String other) {
        return one + " = " + other;
    }

    /** Names what tells the rows of a temporary table apart, as long as they do not change. */
    String rowId();

    /**
     * Returns what no two rows of some tables may have in common; keys by which rows are told apart need not be among it.
     *
     * @param tables some of the database's tables
     * @return for each table that has any
     */
    Map<TableName, List<UniqueKey>> uniqueKeys(Set<TableName> tables);

    /**
     * Creates an empty temporary table.
     *
     * @param table its columns, and the key by which rows are looked for
     * @param work more columns, {@code int} and 0 at first
     * @return its name in SQL
     */
    String create(Table table, List<String> work);

    /**
     * Loads rows into a temporary table.
     *
     * @param staged its name in SQL
     * @param table its columns
     * @param rows the rows
     */
    void load(String staged, Table table, RowSource rows);

    /** Is told that all rows are loaded; where nothing of the database may change, the database itself refuses it from here on. */
    void seal();

    /**
     * Asks.
     *
     * @param doing what for, such as "count the rows"
     * @param sql a query
     * @return its rows, their values as text
     */
    List<List<Optional<String>>> query(String doing, String sql);

    /**
     * Changes rows.
     *
     * @param doing what for
     * @param sql an INSERT or UPDATE
     * @return how many rows were changed
     */
    long change(String doing, String sql);

    /**
     * Marks rows in a temporary table by a condition that somebody wrote who may use all operators that he is used to.
     *
     * @param doing what for
     * @param table whose rows lie in the temporary table
     * @param sql an UPDATE of the temporary table
     * @return how many rows were marked
     */
    default long mark(String doing, Table table, String sql) {
        return change(doing, sql);
    }

    /**
     * Keeps triggers from firing while rows of some tables come back, lets columns be written that the database otherwise fills by
     * itself, and, if need be, keeps foreign keys from being checked.
     *
     * @param changed for each of the tables the columns that change in rows that are there
     * @param foreignKeys whether the rows refer to each other in a circle, so that their foreign keys can hold only at the end
     */
    void makeWay(Map<TableName, Set<String>> changed, boolean foreignKeys);

    /** Puts back what {@link #makeWay} took away; foreign keys are checked. */
    void putBack();
}

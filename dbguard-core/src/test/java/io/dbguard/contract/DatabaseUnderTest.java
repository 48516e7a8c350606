package io.dbguard.contract;

import io.dbguard.api.RepositoryKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the contract has to know of a database to test it. The SQL of the tests is what all databases share. */
public interface DatabaseUnderTest {

    /** Returns the keys for the repositories; they can both write and read. */
    default RepositoryKeys keys() {
        return RepositoryKeys.NONE;
    }

    /** Creates an empty database. */
    TestDatabase create();

    /** Returns, for every type of the database, the values that have gone wrong somewhere. */
    List<TypeSample> samples();

    /**
     * Returns the whole content of a database as text, by means that have nothing to do with dbguard: definitions, rows
     * in a fixed order, sequences. Two databases are equal when their texts are.
     */
    String dump(TestDatabase database);

    /** Returns the expression that gives the next value of a sequence. */
    String nextValue(String sequence);

    /** Returns the expression for a text of so many times ten characters. */
    String repeatTen(String tenCharacters, int times);

    /** Returns what follows a generated column's expression, such as {@code  STORED}. */
    String generatedSuffix();

    /** Returns an unquoted name as the database stores it. */
    String fold(String name);

    /** Returns all settings of a session that an application could notice. */
    String sessionState(Connection connection) throws SQLException;

    /** Returns statements for objects of every other kind that the module supports, for the test of the schema. */
    List<String> furtherObjects();
}

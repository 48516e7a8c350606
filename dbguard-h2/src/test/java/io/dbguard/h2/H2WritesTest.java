package io.dbguard.h2;

import io.dbguard.contract.TestDatabase;
import io.dbguard.contract.WritesContract;
import io.dbguard.h2.testing.H2Database;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The guarded data source on H2. */
class H2WritesTest extends WritesContract {

    @Override
    protected TestDatabase create() {
        return H2Database.inMemory();
    }

    @Test
    void whatOnlyH2HasIsRefusedToo() throws SQLException {
        refuses("DROP ALL OBJECTS");
        refuses("DELETE FROM \"SESSIONS\"");
        refuses("MERGE INTO users KEY (id) VALUES (1, 'x'); DROP SCHEMA public CASCADE");
    }

    @Test
    void aLimitKeepsTheNumberOfRowsSmall() throws SQLException {
        letsThroughAsAWrite("DELETE FROM sessions LIMIT 1");
    }

    @Test
    void aCallMayHaveWritten() throws SQLException {
        letsThroughAsAWrite("CALL 1 + 1");
    }

    /** A definition ends the transaction on H2, so that a rollback after it undoes nothing. */
    @Test
    void aDefinitionCommits() throws SQLException {
        org.assertj.core.api.Assertions.assertThat(notes(connection -> {
                    connection.setAutoCommit(false);
                    try (var statement = connection.createStatement()) {
                        statement.execute("INSERT INTO users VALUES (3, 'x')");
                        statement.execute("CREATE TABLE more (id int)");
                    }
                    connection.rollback();
                }))
                .isTrue();
    }
}

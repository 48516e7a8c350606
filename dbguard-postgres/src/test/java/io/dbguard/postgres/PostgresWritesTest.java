package io.dbguard.postgres;

import io.dbguard.contract.TestDatabase;
import io.dbguard.contract.WritesContract;
import io.dbguard.postgres.testing.PostgresServer;
import java.sql.SQLException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The guarded data source on PostgreSQL, as an ordinary role. */
class PostgresWritesTest extends WritesContract {

    @Override
    protected TestDatabase create() {
        return PostgresServer.version(17).newDatabase();
    }

    @Test
    void whatOnlyPostgresHasIsRefusedToo() throws SQLException {
        for (String sql : java.util.List.of(
                "WITH gone AS (DELETE FROM sessions RETURNING *) SELECT count(*) FROM gone",
                "WITH gone AS (SELECT 1) DELETE FROM sessions",
                "DO $$ BEGIN DELETE FROM sessions; END $$",
                "TRUNCATE sessions, users",
                "TRUNCATE ONLY sessions RESTART IDENTITY",
                "DELETE FROM sessions USING users",
                "UPDATE sessions SET v = u.v FROM users u",
                "DROP OWNED BY CURRENT_USER",
                "COPY sessions FROM STDIN; DELETE FROM sessions")) {
            refuses(sql);
        }
    }

    @Test
    void commonTableExpressionsThatWriteAreNoted() throws SQLException {
        letsThroughAsAWrite("WITH gone AS (DELETE FROM sessions WHERE id = 1 RETURNING *) SELECT count(*) FROM gone");
    }

    @Test
    void callsAndBlocksMayHaveWritten() throws SQLException {
        letsThroughAsAWrite("CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM sessions WHERE id = 2'");
        letsThroughAsAWrite("CALL tidy()");
        letsThroughAsAWrite("CREATE FUNCTION tidied() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        letsThroughAsAWrite("SELECT tidied()");
        letsThroughAsAWrite("DO $$ BEGIN DELETE FROM sessions WHERE id = 3; END $$");
        letsThroughAsAWrite("SELECT * INTO others FROM users");
    }

    @Test
    void aCallInTheManerOfJdbcMayHaveWritten() throws SQLException {
        letsThroughAsAWrite("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        Assertions.assertThat(notes(connection -> {
                    try (var call = connection.prepareCall("{? = call one()}")) {
                        call.registerOutParameter(1, java.sql.Types.INTEGER);
                        call.execute();
                    }
                }))
                .isTrue();
    }

    /** A transaction that was begun in SQL is committed in SQL. */
    @Test
    void aCommitInSqlIsNoted() throws SQLException {
        Assertions.assertThat(notes(connection -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute("BEGIN");
                        statement.execute("COMMIT");
                    }
                }))
                .isTrue();
    }
}

package io.dbguard.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.RefusingTrigger;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What H2 says of a failure is repeated as far as it names objects, and never a value. */
class FailureReasonsTest {
    private final H2Database shop = H2Database.inMemory();

    @BeforeEach
    void createTable() {
        shop.run(
                "CREATE TABLE T (ID INT PRIMARY KEY, NOTE VARCHAR(20))",
                "INSERT INTO T VALUES (1, 'secret'), (2, 'secrets')",
                "CREATE TABLE GUARDED (NOTE VARCHAR(20))",
                "CREATE TRIGGER REFUSE BEFORE INSERT ON GUARDED FOR EACH ROW CALL '" + RefusingTrigger.class.getName()
                        + "'",
                "CREATE ALIAS FAIL AS 'void fail(String s) { throw new IllegalStateException(s); }'");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private SQLException failure(String sql) {
        try (Connection connection = shop.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            return e;
        }
        throw new AssertionError("No failure: " + sql);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            90008 | SELECT REGEXP_REPLACE('a', 'a', 'b', NOTE) FROM T
            90010 | SELECT TO_CHAR(1, NOTE) FROM T
            90014 | SELECT PARSEDATETIME(NOTE, 'yyyy') FROM T
            90044 | INSERT INTO GUARDED SELECT NOTE FROM T
            90055 | SELECT ENCRYPT(NOTE, X'00', X'00') FROM T
            90095 | SELECT STRINGDECODE(CONCAT(NOTE, '\\')) FROM T
            90105 | CALL FAIL((SELECT NOTE FROM T WHERE ID = 1))
            """)
    void aValueIsNotRepeated(String state, String sql) {
        SQLException failure = failure(sql);
        assertThat(failure.getSQLState()).as(failure.getMessage()).isEqualTo(state);
        assertThat(failure.getMessage()).contains("secret");
        assertThat(SqlFailures.reason(failure)).isEqualTo("the database reported SQLSTATE " + state);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            90037 | DROP VIEW GONE                         | View "GONE" not found
            90078 | CREATE SCHEMA PUBLIC                   | Schema "PUBLIC" already exists
            90107 | DROP TABLE T RESTRICT                  | Cannot drop "T" because "V" depends on it
            """)
    void anObjectIsNamed(String state, String sql, String reason) {
        shop.run("CREATE VIEW V AS SELECT ID FROM T");
        SQLException failure = failure(sql);
        assertThat(failure.getSQLState()).isEqualTo(state);
        assertThat(SqlFailures.reason(failure)).isEqualTo(reason);
    }
}

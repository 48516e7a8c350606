package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of values when a type changes: kept, changed without a word, or refused. */
class TypeFactsTest {
    /** Old type, new type, a value that it may be hard for. */
    private static final String CHANGES = """
            numeric(12,4) | numeric(12,2) | 1.2345
            numeric(12,2) | numeric(14,2) | 1.25
            numeric(12,2) | numeric | 1.25
            numeric(12,2) | numeric(4,2) | 123.25
            numeric(12,2) | integer | 1.5
            numeric | bigint | 1.5
            double precision | integer | 1.5
            double precision | real | 1.23456789012
            double precision | numeric | 0.1
            bigint | double precision | 9007199254740993
            integer | real | 16777217
            integer | double precision | 16777217
            integer | bigint | 7
            smallint | integer | 7
            bigint | integer | 3000000000
            integer | smallint | 70000
            integer | numeric | 7
            integer | numeric(3,0) | 7000
            integer | text | 7
            boolean | text | true
            uuid | text | 00000000-0000-0000-0000-000000000001
            timestamp(6) | timestamp(0) | 2026-01-01 10:00:00.6
            timestamp(3) | timestamp(6) | 2026-01-01 10:00:00.6
            timestamp | date | 2026-01-01 10:00:00
            timestamp with time zone | date | 2026-01-01 10:00:00+00
            timestamp with time zone | time | 2026-01-01 10:00:00+00
            date | timestamp | 2026-01-01
            time | time(0) | 10:00:00.6
            interval | interval(0) | 1.6 seconds
            inet | cidr | 10.1.2.3/16
            cidr | inet | 10.1.0.0/16
            json | jsonb | {"b": 1,  "a": 2, "a": 3}
            varchar(20) | varchar(10) | abcdefghijklmnop
            varchar(20) | varchar(30) | abc
            varchar(20) | text | abc
            varchar(20) | char(30) | abc
            text | varchar(5) | abcdefghijkl
            text | varchar | abc
            text | name | abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz
            bit(8) | bit(4) | 10101010
            text | integer | 7
            text | jsonb | {}
            """;

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void noChangeOfAValueAndNoFailureComesUnannounced(int major) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (PostgresDatabase database = PostgresServer.version(major).newDatabase();
                Connection connection = database.dataSource().getConnection()) {
            for (String line : CHANGES.lines().toList()) {
                String[] parts = line.split(" \\| ", -1);
                String said = said(parts);
                String real = measure(parts, connection);
                boolean fits = said.equals(real) || (real.equals("kept") && !said.equals("kept"));
                if (!fits) {
                    wrong.add(line + ": said " + said + ", measured " + real);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String said(String[] parts) {
        var scripts = List.of(
                new MigrationScript("V1.sql", "CREATE TABLE t (v " + parts[0] + ")"),
                new MigrationScript("V2.sql", "ALTER TABLE t ALTER COLUMN v TYPE " + parts[1]));
        List<String> rules = Classifier.postgres().releasedOneByOne().classify(scripts).findings().stream()
                .map(Finding::rule)
                .toList();
        return rules.contains("change-type-changes-values")
                ? "changed"
                : rules.contains("change-type-may-fail") ? "fails" : "kept";
    }

    /** The new type's text may differ where the value does not, so the value is turned back before it is compared. */
    private static String measure(String[] parts, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS t");
            statement.execute("CREATE TABLE t (v " + parts[0] + ")");
            statement.execute("INSERT INTO t VALUES ('" + parts[2] + "')");
            String before = value(statement, "SELECT v::text FROM t");
            try {
                statement.execute("ALTER TABLE t ALTER COLUMN v TYPE " + parts[1]);
            } catch (SQLException e) {
                return "fails";
            }
            String after = value(statement, "SELECT v::text FROM t");
            boolean same = before.equals(after) || value(statement, back(parts)).equals("t");
            return same ? "kept" : "changed";
        }
    }

    private static String back(String[] parts) {
        String literal = "'" + parts[2] + "'";
        boolean number = parts[0].startsWith("numeric")
                || parts[0].startsWith("double")
                || parts[0].endsWith("int")
                || parts[0].equals("integer");
        return number
                ? "SELECT v::text::numeric = " + literal + "::numeric FROM t"
                : "SELECT v::text LIKE " + literal + " || ' 00:00:00' FROM t";
    }

    private static String value(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}

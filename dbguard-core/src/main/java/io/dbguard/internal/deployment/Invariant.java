package io.dbguard.internal.deployment;

import io.dbguard.api.check.CheckResult;
import io.dbguard.provider.ConnectionLease;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A question to the database whose answer is known.
 *
 * @param name what it is called
 * @param sql a query
 * @param expected the first value of its only row; empty if there must be no row
 */
public record Invariant(String name, String sql, Optional<String> expected) {
    private static final String NEXT = "look at what the query returns, and restore what is missing";

    /**
     * Asks. What the query returns is not told: it may be anybody's data.
     *
     * @param dataSource gives the connection, one
     */
    public CheckResult check(DataSource dataSource) {
        try (ConnectionLease lease = ConnectionLease.take(dataSource)) {
            return check(lease.connection());
        } catch (SQLException e) {
            String said = SqlFailures.describe("the query failed", "", e).failed();
            return CheckResult.fail("invariant", name + ": " + said, "mend the query");
        }
    }

    private CheckResult check(Connection connection) throws SQLException {
        boolean readOnly = connection.isReadOnly();
        connection.setReadOnly(true);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return expected.isPresent() ? value(row, expected.get()) : nothing(row);
        } finally {
            connection.rollback();
            connection.setReadOnly(readOnly);
        }
    }

    private CheckResult nothing(ResultSet row) throws SQLException {
        long rows = 0;
        while (row.next()) {
            rows++;
        }
        return rows == 0
                ? CheckResult.pass("invariant", name + " holds")
                : CheckResult.fail("invariant", name + " does not hold: " + rows + " rows instead of none", NEXT);
    }

    private CheckResult value(ResultSet row, String wanted) throws SQLException {
        boolean same = row.next() && wanted.equals(row.getString(1)) && !row.next();
        return same
                ? CheckResult.pass("invariant", name + " holds")
                : CheckResult.fail("invariant", name + " does not hold: another value than expected", NEXT);
    }
}

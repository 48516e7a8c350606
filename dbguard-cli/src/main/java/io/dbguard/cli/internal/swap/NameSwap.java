package io.dbguard.cli.internal.swap;

import io.dbguard.api.DatabaseException;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The one transaction in which a new database takes the name of the one that is there.
 *
 * @param maintenance a third database of the server
 * @param name what the database is called
 * @param successor what the new one is called until then
 * @param kept what the one that is there is called from then on
 */
record NameSwap(DataSource maintenance, String name, String successor, String kept) {
    private static final String RENAMING =
            "SELECT pg_catalog.format('ALTER DATABASE %I RENAME TO %I', ?::text, ?::text)";

    /** Others are in the database (PostgreSQL docs, appendix A: object_in_use). The server has waited 5 s for them. */
    private static final String IN_USE = "55006";

    /** Swaps the names, and returns what of the old database could not be passed on to the new one. */
    List<String> run() {
        try (Connection connection = maintenance.getConnection()) {
            connection.setAutoCommit(false);
            List<String> warnings;
            try {
                execute(connection, "SET LOCAL lock_timeout = '10s'");
                warnings = new Inheritance(connection, name, successor).passOnLast();
                execute(connection, renaming(connection, name, kept));
                execute(connection, renaming(connection, successor, name));
            } catch (SQLException e) {
                connection.rollback();
                connection.setAutoCommit(true);
                throw refusal(connection, e);
            }
            commit(connection);
            return warnings;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw SqlFailures.describe(
                    "It is not known whether the names of the databases were swapped",
                    "if there is a database " + kept
                            + " now, they were, and it is the one that was there before; if there"
                            + " is none, all is as it was",
                    e);
        }
    }

    private DatabaseException refusal(Connection connection, SQLException e) throws SQLException {
        if (!IN_USE.equals(e.getSQLState())) {
            return failure(e);
        }
        String others = Stream.of(Occupants.now(connection, name), Occupants.now(connection, successor))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
        return new DatabaseException(
                "The restored database could not take the name " + name + ", since others had connected meanwhile"
                        + (others.isEmpty() ? "" : ": " + others),
                intact(name),
                "keep the application and whatever else connects from doing so, and try again");
    }

    private DatabaseException failure(SQLException e) {
        return SqlFailures.describe("The restored database could not take the name " + name, intact(name), e);
    }

    static String intact(String name) {
        return "the database " + name + " is as it was, and the restored one is dropped";
    }

    private static String renaming(Connection connection, String from, String to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(RENAMING)) {
            statement.setString(1, from);
            statement.setString(2, to);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

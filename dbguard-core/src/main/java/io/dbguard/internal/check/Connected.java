package io.dbguard.internal.check;

import io.dbguard.api.DatabaseException;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A database that answers.
 *
 * @param product what it calls itself, such as {@code PostgreSQL 17.2}
 * @param connecting how long it took to get a connection
 * @param roundTrip how long a question and its answer took
 */
record Connected(String product, Duration connecting, Duration roundTrip) {
    private static final int PATIENCE_SECONDS = 10;

    static Connected to(DataSource dataSource) {
        long start = System.nanoTime();
        try (Connection connection = dataSource.getConnection()) {
            long connected = System.nanoTime();
            boolean answers = connection.isValid(PATIENCE_SECONDS);
            long answered = System.nanoTime();
            if (!answers) {
                throw new DatabaseException(
                        "The database does not answer", "nothing was changed", "see whether the server runs");
            }
            var metaData = connection.getMetaData();
            return new Connected(
                    metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion(),
                    Duration.ofNanos(connected - start),
                    Duration.ofNanos(answered - connected));
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot connect to the database", "nothing was changed", e);
        }
    }
}

package io.dbguard.internal.evidence;

import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Risk;
import io.dbguard.internal.evidence.Questions.Question;
import io.dbguard.internal.rule.Found;
import io.dbguard.internal.rule.Witness;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database, in read-only transactions, each with a time limit, and counts no more rows than a budget allows. What
 * fails or takes too long leaves the risk where it was. Not thread-safe.
 */
public final class LiveData implements Witness, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveData.class);
    private static final int SECONDS = 2;
    private static final long BUDGET = 1_000_000;
    private static final long SMALL = 10_000;

    private final Connection connection;
    private final boolean autoCommit;
    private final boolean readOnly;
    private final Questions questions;

    private LiveData(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        this.readOnly = connection.isReadOnly();
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        this.questions = new Questions(new LiveNames(connection));
    }

    /**
     * Connects.
     *
     * @param dataSource gives the connection
     * @throws io.dbguard.api.DatabaseException if it cannot be reached
     */
    public static LiveData of(DataSource dataSource) {
        try {
            return new LiveData(dataSource.getConnection());
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot look at the data", "nothing was judged", e);
        }
    }

    /** Returns the major version if it is PostgreSQL. */
    public OptionalInt postgresVersion() {
        try {
            var about = connection.getMetaData();
            return about.getDatabaseProductName().equals("PostgreSQL")
                    ? OptionalInt.of(about.getDatabaseMajorVersion())
                    : OptionalInt.empty();
        } catch (SQLException e) {
            return OptionalInt.empty();
        }
    }

    @Override
    public Optional<Weighed> weigh(Found found) {
        try {
            Optional<Question> question = questions.about(found);
            return question.isEmpty()
                    ? Optional.empty()
                    : Optional.of(weighed(found, question.get(), count(question.get())));
        } catch (SQLException e) {
            LOG.debug(
                    "The data says nothing about {}: SQLSTATE {}", found.rule().id(), e.getSQLState());
            return Optional.empty();
        } finally {
            rollBack();
        }
    }

    private long count(Question question) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(SECONDS);
            String sql = "SELECT count(*) FROM (" + question.rows() + " LIMIT " + (BUDGET + 1) + ") counted";
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static Weighed weighed(Found found, Question question, long count) {
        boolean exact = count <= BUDGET;
        String words = count == 0
                ? question.none()
                : String.format(
                        Locale.ROOT,
                        "%s%,d %s%s",
                        exact ? "" : "more than ",
                        exact ? count : BUDGET,
                        unit(question, count),
                        question.some());
        return new Weighed(risk(found.risk(), question.kind(), count), new Evidence(words, count, exact, List.of()));
    }

    private static String unit(Question question, long count) {
        return question.some().startsWith("values") ? "" : count == 1 ? "row " : "rows ";
    }

    private static Risk risk(Risk before, Questions.Kind kind, long count) {
        return switch (kind) {
            case LOSS -> count == 0 ? Risk.LOW : before;
            case OFFENDERS -> count == 0 ? before : Risk.HIGH;
            case SIZE -> count <= SMALL ? Risk.LOW : before;
        };
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("A question could not be ended: SQLSTATE {}", e.getSQLState());
        }
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
            connection.setReadOnly(readOnly);
        } catch (SQLException e) {
            LOG.debug("The connection could not be given back: SQLSTATE {}", e.getSQLState());
        }
    }
}

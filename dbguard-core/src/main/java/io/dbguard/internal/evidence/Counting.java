package io.dbguard.internal.evidence;

import io.dbguard.internal.evidence.RowCount.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts rows: as a rule up to a million in two seconds; where all of them are at stake, to the last one, which may take
 * half a minute for all questions together. Beyond that PostgreSQL is asked what it thinks. Not thread-safe.
 */
final class Counting {
    static final int SECONDS = 2;
    static final long BUDGET = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CANCELLED = "57014";
    private static final Pattern ESTIMATE = Pattern.compile("rows=(\\d+)");

    private final Connection connection;
    private final boolean postgres;
    private final Transaction transaction;
    private long used;

    /** Begins a read-only transaction anew, in which everything can be seen. */
    interface Transaction {
        void again() throws SQLException;
    }

    Counting(Connection connection, boolean postgres, Transaction transaction) {
        this.connection = connection;
        this.postgres = postgres;
        this.transaction = transaction;
    }

    /** Counts up to a million rows. */
    RowCount some(Question question) throws SQLException {
        long rows = read("SELECT count(*) FROM (" + question.rows() + " LIMIT " + (BUDGET + 1) + ") counted", SECONDS);
        return new RowCount(rows, rows > BUDGET ? Kind.AT_LEAST : Kind.EXACT);
    }

    /** Counts all rows if there is time for it, and says how many there may be if not. */
    RowCount all(Question question) throws SQLException {
        var several = new RowCount(1, Kind.AT_LEAST);
        RowCount some = unlessCancelled(() -> some(question), several);
        RowCount all = some.exact() ? some : unlessCancelled(() -> toTheLast(question), some);
        return all.exact() || !postgres ? all : estimate(question, all.rows());
    }

    /** What the planner thinks, but never less than what was counted. */
    private RowCount estimate(Question question, long counted) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN " + question.rows())) {
            plan.next();
            Matcher rows = ESTIMATE.matcher(plan.getString(1));
            return RowCount.estimated(rows.find() ? Math.max(Long.parseLong(rows.group(1)), counted) : counted);
        }
    }

    private interface Count {
        RowCount rows() throws SQLException;
    }

    /** Counts, or falls back on what is known otherwise if that takes too long. */
    private RowCount unlessCancelled(Count count, RowCount otherwise) throws SQLException {
        try {
            return count.rows();
        } catch (SQLException e) {
            if (!CANCELLED.equals(e.getSQLState())) {
                throw e;
            }
            transaction.again();
            return otherwise;
        }
    }

    private RowCount toTheLast(Question question) throws SQLException {
        long start = System.nanoTime();
        int seconds = (int) Duration.ofNanos(PATIENCE.toNanos() - used).toSeconds();
        try {
            if (seconds > 0) {
                String from = question.from().isEmpty() ? "(" + question.rows() + ") counted" : question.from();
                return new RowCount(read("SELECT count(*) FROM " + from, seconds), Kind.EXACT);
            }
        } finally {
            used += System.nanoTime() - start;
        }
        throw new SQLException("There is no time left to count", CANCELLED);
    }

    private long read(String sql, int seconds) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}

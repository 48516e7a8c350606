package io.dbguard.internal.watch;

import io.dbguard.internal.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import org.jspecify.annotations.Nullable;

/** Sees all statements and transactions that go through a data source. Thread-safe. */
final class Watch implements QueryExecutionListener, MethodExecutionListener {
    private final Gate gate;
    private final Transactions transactions;
    private volatile @Nullable Known known;

    /** What is known once a statement was seen. */
    private record Known(Dialect dialect, Readings readings) {}

    Watch(Gate gate, Transactions transactions) {
        this.gate = gate;
        this.transactions = transactions;
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        Known database = known(execution.getStatement());
        for (QueryInfo query : queries) {
            Reading reading = database.readings().of(query.getQuery());
            if (!reading.dangers().isEmpty()) {
                check(reading, database.dialect(), execution.getStatement());
            }
        }
    }

    private void check(Reading reading, Dialect dialect, Statement statement) {
        try {
            gate.check(reading.dangers(), dialect, statement.getConnection());
        } catch (SQLException e) {
            forgetBatch(statement);
            throw Watch.<RuntimeException>unchecked(e);
        }
    }

    /** The driver would still have it when the batch is run again, but nobody would look at it then. */
    private static void forgetBatch(Statement statement) {
        try {
            statement.clearBatch();
        } catch (SQLException e) {
            // A driver that knows no batches has none.
        }
    }

    /** The methods of JDBC throw SQLException; only the listener between cannot say so. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** What failed may have been done in part. */
    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        Known database = known(execution.getStatement());
        for (QueryInfo query : queries) {
            Reading reading = database.readings().of(query.getQuery());
            if (reading.writes()) {
                note(reading, execution);
            }
        }
    }

    private void note(Reading reading, ExecutionInfo execution) {
        boolean waits = waitsForCommit(execution.getStatement());
        if (waits) {
            transactions.pending(execution.getConnectionId(), reading.tables());
        }
        if (!waits || reading.atOnce()) {
            transactions.done(reading.tables());
        }
    }

    private static boolean waitsForCommit(Statement statement) {
        try {
            return !statement.getConnection().getAutoCommit();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void beforeMethod(MethodExecutionContext context) {
        // All is known only afterwards.
    }

    @Override
    public void afterMethod(MethodExecutionContext context) {
        if (context.getTarget() instanceof Connection) {
            String connection = context.getConnectionInfo().getConnectionId();
            @Nullable Object[] arguments = context.getMethodArgs();
            boolean plain = arguments == null || arguments.length == 0;
            switch (context.getMethod().getName()) {
                case "commit", "close", "abort" -> transactions.ended(connection);
                case "setAutoCommit" -> {
                    if (arguments != null && Boolean.TRUE.equals(arguments[0])) {
                        transactions.ended(connection);
                    }
                }
                case "rollback" -> {
                    if (plain && context.getThrown() == null) {
                        transactions.undone(connection);
                    }
                }
                default -> {
                    // Nothing else ends a transaction.
                }
            }
        }
    }

    /** Two threads may both find out; then both find the same. */
    private Known known(Statement statement) {
        Known before = known;
        if (before != null) {
            return before;
        }
        Dialect dialect = dialect(statement);
        Known now = new Known(dialect, new Readings(dialect));
        known = now;
        return now;
    }

    private static Dialect dialect(Statement statement) {
        try {
            return Dialect.of(statement.getConnection().getMetaData().getDatabaseProductName());
        } catch (SQLException e) {
            throw Watch.<RuntimeException>unchecked(e);
        }
    }
}

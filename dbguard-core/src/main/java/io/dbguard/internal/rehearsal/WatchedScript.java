package io.dbguard.internal.rehearsal;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.RequestException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationScript.Frame;
import io.dbguard.api.migration.ObservedLock;
import io.dbguard.api.migration.StatementRun;
import io.dbguard.internal.sql.RunnableStatement;
import io.dbguard.provider.SqlFailures;
import io.dbguard.spi.database.DatabaseProvider;
import io.dbguard.spi.database.MigrationObserver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Runs the statements of a script one by one, in a transaction unless something in it forbids that, and watches each. */
final class WatchedScript {
    /** Commands to psql that {@code pg_dump} writes, and that do nothing to the database. */
    private static final Set<String> NOTHING = Set.of("\\restrict", "\\unrestrict");

    private static final int HEAD = 60;

    /** What does not mind a transaction of its own, unless it says CONCURRENTLY. */
    private static final Pattern BEARS_TRANSACTION = Pattern.compile(
            "(?is)^(ALTER|CREATE|DROP|INSERT|UPDATE|DELETE|MERGE|TRUNCATE|SELECT|WITH|COMMENT|GRANT|REVOKE|COPY)\\b.*");

    private static final Pattern BEGINS = Pattern.compile("(?is)^(BEGIN|START\\s+TRANSACTION)\\b.*");
    private static final Pattern ENDS =
            Pattern.compile("(?is)^(COMMIT|END|ABORT|ROLLBACK(?!\\s+(WORK\\s+|TRANSACTION\\s+)?TO\\b))\\b.*");

    /** What would happen to the server itself, and not to the copy. */
    private static final Pattern SERVER_WIDE = Pattern.compile(
            "(?is)^((CREATE|ALTER|DROP)\\s+(ROLE|USER(?!\\s+MAPPING)|GROUP|DATABASE|TABLESPACE|SUBSCRIPTION|LINKED)\\b"
                    + "|ALTER\\s+SYSTEM\\b|(REASSIGN|DROP)\\s+OWNED\\b|COPY\\b.*\\bPROGRAM\\b"
                    + "|(GRANT|REVOKE)\\b(?!.*\\bON\\b))");

    private final DatabaseProvider provider;
    private final MigrationScript script;
    private final Connection connection;
    private final List<StatementRun> runs;
    private MigrationObserver observer = MigrationObserver.NONE;
    private List<ObservedLock> held = List.of();
    private boolean alone;
    private boolean within;

    WatchedScript(DatabaseProvider provider, MigrationScript script, Connection connection, List<StatementRun> runs) {
        this.provider = provider;
        this.script = script;
        this.connection = connection;
        this.runs = runs;
    }

    /**
     * Runs it. What each statement did is added to the list while it goes on.
     *
     * @throws DbGuardException if a statement fails
     */
    void run(String product) throws SQLException {
        if (!script.readable()) {
            throw new RequestException(
                    script.name() + " is no SQL, so only the application's own runner can run it",
                    "only the copy was changed",
                    "rehearse with that runner");
        }
        List<RunnableStatement> statements = RunnableStatement.of(script, product);
        statements.forEach(this::checkStaysWithin);
        alone = script.frame() == Frame.NONE || statements.stream().anyMatch(RunnableStatement::alone);
        observer = provider.observe(connection);
        connection.setAutoCommit(alone);
        within = !alone;
        try {
            for (RunnableStatement statement : statements) {
                if (!within && bearsTransaction(statement)) {
                    runInItsOwn(statement);
                } else {
                    run(statement);
                }
            }
            if (!alone) {
                connection.commit();
            }
        } finally {
            if (!alone) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private void checkStaysWithin(RunnableStatement statement) {
        if (SERVER_WIDE.matcher(statement.sql()).find()) {
            throw new RequestException(
                    script.name() + ":" + statement.line() + " concerns more than one database: " + head(statement),
                    "only the copy was changed",
                    "rehearse on another server, with the application's own runner");
        }
    }

    private boolean bearsTransaction(RunnableStatement statement) {
        return observer.seesLocks()
                && !statement.alone()
                && BEARS_TRANSACTION.matcher(statement.sql()).matches();
    }

    /** Its locks can only be seen as long as its transaction lasts, and by itself that would end with it. */
    private void runInItsOwn(RunnableStatement statement) throws SQLException {
        connection.setAutoCommit(false);
        within = true;
        try {
            run(statement);
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            within = false;
            held = List.of();
        }
    }

    private void run(RunnableStatement statement) {
        long start = System.nanoTime();
        try {
            execute(statement);
        } catch (SQLException e) {
            throw SqlFailures.describe(
                    script.name() + ":" + statement.line() + " failed: " + head(statement),
                    "only the copy was changed",
                    e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        boolean seen = observer.seesLocks() && (within || isOfTransaction(statement));
        within = isWithinAfter(statement);
        List<ObservedLock> now = observer.locks();
        List<ObservedLock> added = new ArrayList<>(now);
        added.removeAll(held);
        held = now;
        runs.add(new StatementRun(
                script.name(), statement.line(), head(statement), took, added, seen, observer.rewritten()));
    }

    private static boolean isOfTransaction(RunnableStatement statement) {
        return BEGINS.matcher(statement.sql()).matches()
                || ENDS.matcher(statement.sql()).matches();
    }

    /** A script may begin and end transactions by itself; where it does not, the connection does. */
    private boolean isWithinAfter(RunnableStatement statement) {
        if (!alone) {
            return true;
        }
        return !ENDS.matcher(statement.sql()).matches()
                && (within || BEGINS.matcher(statement.sql()).matches());
    }

    private void execute(RunnableStatement statement) throws SQLException {
        if (statement.rows().isPresent()) {
            provider.copyIn(connection, statement.sql(), statement.rows().get());
        } else if (!statement.forPsql()) {
            try (Statement jdbc = connection.createStatement()) {
                jdbc.setEscapeProcessing(false);
                jdbc.execute(statement.sql());
            }
        } else if (!NOTHING.contains(statement.sql().split("\\s", 2)[0])) {
            throw new SQLException("a command to psql cannot be run here");
        }
    }

    /** The rest of a statement may hold values. */
    private static String head(RunnableStatement statement) {
        String words = statement.sql().split("[=('$\\d\\n]", 2)[0].strip().replaceAll("\\s+", " ");
        return words.length() > HEAD ? words.substring(0, HEAD) + "…" : words;
    }
}

package io.dbguard.provider;

import io.dbguard.api.DatabaseException;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what a database refused, without repeating row data: a message like <em>invalid input syntax for type integer:
 * "…"</em> quotes the value.
 */
public final class SqlFailures {
    private static final Logger LOG = LoggerFactory.getLogger(SqlFailures.class);

    /** SQLSTATE classes whose messages name objects, settings and users, but never values. */
    private static final Set<String> WITHOUT_DATA =
            Set.of("08", "0A", "25", "28", "2B", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "90");

    /** H2: a function failed, and the message quotes its arguments. */
    private static final String H2_FUNCTION_FAILED = "90105";

    /** H2 ends its messages with the statement, or puts it into the middle; a statement may hold data. */
    private static final Pattern H2_STATEMENT = Pattern.compile("(?<=SQL statement) \".*|; SQL statement:$");

    private static final Set<String> NO_PRIVILEGE = Set.of("42501", "90040", "90096");

    /** H2: there is no such database, another process has it, its file is of another version, or it was closed. */
    private static final Set<String> H2_UNREACHABLE =
            Set.of("90013", "90020", "90048", "90067", "90098", "90121", "90146", "90149");

    /** PostgreSQL docs, appendix A; H2's {@code ErrorCode.LOCK_TIMEOUT_1}. */
    private static final Set<String> LOCK_TIMEOUT = Set.of("55P03", "HYT00");

    private SqlFailures() {}

    /**
     * Describes a failure.
     *
     * @param failed what could not be done, such as "Cannot read table a.b"
     * @param intact what is still as it was
     * @param e what the driver said
     */
    public static DatabaseException describe(String failed, String intact, SQLException e) {
        return describe(failed, intact, e, reason(e));
    }

    /**
     * Describes a failure whose reason is known better than the driver's message says.
     *
     * @param failed what could not be done
     * @param intact what is still as it was
     * @param e what the driver said
     * @param reason why, without row data
     */
    public static DatabaseException describe(String failed, String intact, SQLException e, String reason) {
        return new DatabaseException(
                failed + ": " + reason, intact, nextStep(state(e)), QuietSqlException.of(e, reason));
    }

    /**
     * Returns the driver's message as far as it may be shown.
     *
     * @param e what the driver said
     */
    public static String reason(SQLException e) {
        String state = state(e);
        if (e.getMessage() != null
                && state.length() == 5
                && WITHOUT_DATA.contains(state.substring(0, 2))
                && !state.equals(H2_FUNCTION_FAILED)) {
            String message = e.getMessage().lines().findFirst().orElse("").strip();
            // Only a part of a sentence, here.
            return Secrets.mask(H2_STATEMENT.matcher(message).replaceFirst("")).replaceFirst("\\.$", "");
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "22" -> "a value does not fit where it should go (SQLSTATE " + state + ")";
            case "23" -> "a row violates a constraint (SQLSTATE " + state + ")";
            case "HY" ->
                state.equals("HYT00")
                        ? "a lock was not granted in time (SQLSTATE HYT00)"
                        : "the database reported SQLSTATE " + state;
            default -> "the database reported SQLSTATE " + (state.isEmpty() ? "unknown" : state);
        };
    }

    /**
     * Returns whether a lock was not granted in time.
     *
     * @param e what {@link #describe} made of it
     */
    public static boolean isLockTimeout(DatabaseException e) {
        return e.getCause() instanceof QuietSqlException cause && LOCK_TIMEOUT.contains(cause.state());
    }

    static void logBrokenConnection(SQLException e) {
        LOG.debug("A connection was broken when it was given back: {}", reason(e));
    }

    static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String nextStep(String state) {
        if (NO_PRIVILEGE.contains(state)) {
            return "grant the privilege, or connect as the owner";
        }
        if (LOCK_TIMEOUT.contains(state)) {
            return "find out who holds the lock, and try again";
        }
        if (H2_UNREACHABLE.contains(state)) {
            return "check the URL, and that no other process has the database open";
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> "check the URL, and that the server runs and can be reached";
            case "28" -> "check the user and the password";
            case "3D" -> "check the database's name";
            case "53", "54" -> "free what the server lacks, and try again";
            case "57" -> "try again when the server is up";
            default -> "see the server's log for details";
        };
    }
}

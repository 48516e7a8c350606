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
            Set.of("08", "0A", "25", "28", "2B", "3D", "3F", "40", "42", "53", "54", "55", "57", "58");

    /**
     * H2's own messages that name nothing but objects, users, files, settings and numbers of columns. The others of class 90 quote
     * values, expressions or what a trigger or function said.
     */
    private static final Set<String> H2_WITHOUT_DATA =
            Set.of(("90000 90001 90002 90006 90007 90011 90012 90013 90017 90018"
                            + " 90019 90020 90021 90022 90023 90024 90025 90028 90029 90030 90031 90032 90033 90035 90036 90037 90038"
                            + " 90040 90041 90042 90045 90046 90047 90048 90049 90050 90052 90053 90057 90058 90059 90060 90062"
                            + " 90066 90067 90069 90070 90071 90072 90074 90075 90076 90077 90078 90079 90080 90081 90082 90083 90084"
                            + " 90085 90086 90087 90088 90089 90090 90091 90093 90094 90096 90097 90098 90104 90106 90107 90108 90110"
                            + " 90113 90114 90115 90116 90117 90118 90119 90120 90121 90122 90123 90126 90127 90128 90130 90131"
                            + " 90132 90133 90134 90135 90138 90139 90140 90141 90142 90144 90145 90146 90147 90148 90149 90150 90151"
                            + " 90152 90153 90154 90155 90157")
                    .split(" "));

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
        if (e.getMessage() != null && isWithoutData(state)) {
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

    private static boolean isWithoutData(String state) {
        return state.length() == 5 && (WITHOUT_DATA.contains(state.substring(0, 2)) || H2_WITHOUT_DATA.contains(state));
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

package io.dbguard.provider;

import java.sql.SQLException;

/** Stands for a driver's exception: its place in the code and its SQLSTATE, but not its message, which may hold data. */
final class QuietSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String state;

    private QuietSqlException(String state, String reason) {
        super("SQLSTATE " + state + ": " + reason, null, false, true);
        this.state = state;
    }

    static QuietSqlException of(SQLException e, String reason) {
        var quiet = new QuietSqlException(SqlFailures.state(e), reason);
        quiet.setStackTrace(e.getStackTrace());
        return quiet;
    }

    String state() {
        return state;
    }
}

package io.dbguard.provider;

import java.sql.SQLException;

/** Stands for a driver's exception: its place in the code and its SQLSTATE, but not its message, which may hold data. */
final class QuietSqlException extends Exception {
    private static final long serialVersionUID = 1L;

    private QuietSqlException(String message) {
        super(message, null, false, true);
    }

    static QuietSqlException of(SQLException e, String reason) {
        var quiet = new QuietSqlException("SQLSTATE " + e.getSQLState() + ": " + reason);
        quiet.setStackTrace(e.getStackTrace());
        return quiet;
    }
}

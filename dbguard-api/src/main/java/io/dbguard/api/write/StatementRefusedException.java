package io.dbguard.api.write;

import java.sql.SQLNonTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Says that a guarded data source did not let a statement through. The database has not seen it: the transaction is as it
 * was and can go on. It is an {@link java.sql.SQLException} with the state 42501 (insufficient privilege), as if the
 * database itself had forbidden it, because that is what drivers, pools and object mappers know how to treat; to try again
 * is of no use. The message holds no value of the statement.
 */
public final class StatementRefusedException extends SQLNonTransientException {
    private static final long serialVersionUID = 1L;

    /** The state, as of a database that refuses for want of privileges. */
    public static final String STATE = "42501";

    /**
     * Creates the exception.
     *
     * @param message a sentence: what was refused, that nothing was done, how to allow it
     * @param cause what led to it, already free of row data, or null
     */
    public StatementRefusedException(String message, @Nullable Throwable cause) {
        super(message, STATE, cause);
    }
}

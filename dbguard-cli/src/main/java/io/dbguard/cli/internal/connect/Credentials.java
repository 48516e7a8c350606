package io.dbguard.cli.internal.connect;

import io.dbguard.cli.internal.output.Terminal;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** User and password beside the URL. The password is asked for when the database wants one and nobody gave it. */
public final class Credentials {
    /** Wrong password or user; and PostgreSQL's driver for a server that wants a password and got none. */
    private static final Set<String> REFUSED = Set.of("28000", "28P01", "08004");

    private final @Nullable String user;
    private final boolean passwordInUrl;
    private final Terminal terminal;
    private @Nullable String password;

    /**
     * Creates credentials.
     *
     * @param user the user, null if the URL names one or none is needed
     * @param password the password, null if none was given
     * @param passwordInUrl whether the URL holds one
     * @param terminal where a person may be asked
     */
    public Credentials(@Nullable String user, @Nullable String password, boolean passwordInUrl, Terminal terminal) {
        this.user = user;
        this.password = password;
        this.passwordInUrl = passwordInUrl;
        this.terminal = terminal;
    }

    void addTo(Properties properties) {
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
    }

    /** Returns whether the failure was about a password that was asked for just now, so that it is worth another try. */
    boolean ask(SQLException failure, JdbcUrl url) {
        boolean missing = password == null && !passwordInUrl && isRefusal(failure);
        if (!missing || !terminal.canAsk()) {
            return false;
        }
        password = terminal.askSecret("Password for " + url + ":");
        return true;
    }

    static boolean isRefusal(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && REFUSED.contains(state);
    }

    boolean none() {
        return password == null && !passwordInUrl;
    }
}

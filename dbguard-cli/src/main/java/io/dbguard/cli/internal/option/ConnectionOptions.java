package io.dbguard.cli.internal.option;

import io.dbguard.api.RequestException;
import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Credentials;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.connect.JdbcUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to connect to a database. What stands in the URL goes before the environment, and options before both. */
public class ConnectionOptions {
    private final GeneralOptions general;

    @Option(names = "--user", paramLabel = "NAME", description = "The database user; default: DBGUARD_USER.")
    private @Nullable String user;

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            description = "Its password; others on this machine can see it, so DBGUARD_PASSWORD is better.")
    private @Nullable String password;

    @Option(names = "--password-file", paramLabel = "FILE", description = "A file whose first line is the password.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--driver",
            paramLabel = "JAR",
            description = "Use the JDBC driver in this jar, such as the application's own H2; may be repeated.")
    private List<Path> jars = new ArrayList<>();

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public ConnectionOptions(GeneralOptions general) {
        this.general = general;
    }

    /**
     * Finds a driver for a database. Connects to nothing yet.
     *
     * @param url what was typed
     * @param access what is going to be done to it
     */
    public Database database(String url, Access access) {
        var jdbcUrl = new JdbcUrl(url);
        boolean passwordInUrl = jdbcUrl.has("password");
        var credentials = new Credentials(user(jdbcUrl), password(passwordInUrl), passwordInUrl, general.terminal());
        return Database.of(jdbcUrl, access, jars, credentials);
    }

    private @Nullable String user(JdbcUrl url) {
        if (user != null && url.has("user")) {
            throw general.wrongUsage("Both the URL and --user name a user");
        }
        return user != null || url.has("user") ? user : Environment.get(Environment.USER);
    }

    private @Nullable String password(boolean inUrl) {
        boolean twice = password != null && passwordFile != null;
        if (twice || (inUrl && (password != null || passwordFile != null))) {
            throw general.wrongUsage("Only one of the URL, --password and --password-file can hold the password");
        }
        if (passwordFile != null) {
            return firstLine(passwordFile);
        }
        return password != null || inUrl ? password : Environment.get(Environment.PASSWORD);
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).split("\\R", 2)[0];
        } catch (IOException e) {
            throw new RequestException(
                    "The password file " + file + " cannot be read",
                    "nothing was changed",
                    "check the path after --password-file, and that this user may read it");
        }
    }
}

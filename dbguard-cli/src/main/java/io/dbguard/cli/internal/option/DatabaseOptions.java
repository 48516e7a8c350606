package io.dbguard.cli.internal.option;

import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The database that a command is about. */
public final class DatabaseOptions extends ConnectionOptions {
    private final GeneralOptions general;

    @Option(
            names = "--url",
            paramLabel = "JDBC",
            description = "The database, such as jdbc:postgresql://host/database; default: DBGUARD_URL.")
    private @Nullable String url;

    /**
     * Creates the options.
     *
     * @param general those of the same command
     */
    public DatabaseOptions(GeneralOptions general) {
        super(general);
        this.general = general;
    }

    /**
     * Finds a driver for the database. Connects to nothing yet.
     *
     * @param access what is going to be done to it
     */
    public Database database(Access access) {
        return databaseIfNamed(access)
                .orElseThrow(
                        () -> general.wrongUsage("The database is missing: give --url JDBC or set " + Environment.URL));
    }

    /**
     * Finds a driver for the database, if one is named.
     *
     * @param access what is going to be done to it
     */
    public Optional<Database> databaseIfNamed(Access access) {
        return Optional.ofNullable(url)
                .or(() -> Optional.ofNullable(Environment.get(Environment.URL)))
                .filter(text -> !text.isEmpty())
                .map(text -> database(text, access));
    }
}

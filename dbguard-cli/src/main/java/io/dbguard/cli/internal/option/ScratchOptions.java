package io.dbguard.cli.internal.option;

import io.dbguard.cli.internal.connect.Access;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.connect.ServerScratch;
import io.dbguard.spi.database.ScratchDatabase;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a copy of the database is made. */
public final class ScratchOptions {
    private final GeneralOptions general;
    private final DatabaseOptions database;

    @Option(
            names = "--scratch-url",
            paramLabel = "JDBC",
            description = "An empty database for the copy. Default: one that is created on the same server and dropped"
                    + " afterwards, or for H2 one in memory.")
    private @Nullable String url;

    /**
     * Creates the options.
     *
     * @param general those of the same command
     * @param database how to connect
     */
    public ScratchOptions(GeneralOptions general, DatabaseOptions database) {
        this.general = general;
        this.database = database;
    }

    /** Returns the database that was named. */
    public Optional<DataSource> named() {
        return Optional.ofNullable(url)
                .map(text -> database.database(text, Access.CREATE).dataSource());
    }

    /**
     * Creates a database on the same server, where a database module cannot do that itself.
     *
     * @param own the database that is copied
     */
    public Optional<ScratchDatabase> created(Database own) {
        return own.url().isPostgres()
                ? Optional.of(ServerScratch.create(
                        own, "give the user CREATEDB, or name an empty database with --scratch-url", general::note))
                : Optional.empty();
    }
}

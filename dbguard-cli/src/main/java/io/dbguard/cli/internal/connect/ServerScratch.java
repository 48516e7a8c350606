package io.dbguard.cli.internal.connect;

import io.dbguard.api.RequestException;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** An empty database on the same PostgreSQL server, made for a rehearsal and dropped afterwards. */
public final class ServerScratch implements AutoCloseable {
    private final Database server;
    private final Database scratch;
    private final String name;
    private final Consumer<String> warnings;

    private ServerScratch(Database server, Database scratch, String name, Consumer<String> warnings) {
        this.server = server;
        this.scratch = scratch;
        this.name = name;
        this.warnings = warnings;
    }

    /**
     * Creates the database.
     *
     * @param server any database of the server
     * @param open opens another database with the same user and password
     * @param warnings is told if it cannot be dropped
     * @throws RequestException if the user may not create one
     */
    public static ServerScratch create(Database server, Function<JdbcUrl, Database> open, Consumer<String> warnings) {
        String name = "dbguard_scratch_"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        try {
            execute(server, "CREATE DATABASE " + name + " TEMPLATE template0");
        } catch (SQLException e) {
            throw new RequestException(
                    "A database for the copy could not be created on " + server.url() + " ("
                            + SqlFailures.describe("CREATE DATABASE failed", "", e)
                                    .failed() + ")",
                    "nothing was changed",
                    "give the user CREATEDB, or name an empty database with --scratch-url",
                    e);
        }
        return new ServerScratch(server, open.apply(server.url().withDatabase(name)), name, warnings);
    }

    /** Returns the database. */
    public Database database() {
        return scratch;
    }

    @Override
    public void close() {
        try {
            execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } catch (SQLException e) {
            warnings.accept(
                    "The database " + name + " could not be dropped; it holds a copy that nobody needs any more");
        }
    }

    private static void execute(Database server, String sql) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

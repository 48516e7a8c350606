package io.dbguard.cli.internal.connect;

import io.dbguard.api.RequestException;
import io.dbguard.provider.SqlFailures;
import io.dbguard.spi.database.ScratchDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** An empty database on the same PostgreSQL server, made for a copy and dropped afterwards, if it still has its name. */
public final class ServerScratch implements ScratchDatabase {
    private static final String CREATING = """
            SELECT pg_catalog.format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L%s',
                     ?::text, pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
                     CASE pg_catalog.to_jsonb(d)->>'datlocprovider'
                       WHEN 'i' THEN pg_catalog.format(' LOCALE_PROVIDER icu ICU_LOCALE %L',
                                       coalesce(pg_catalog.to_jsonb(d)->>'datlocale',
                                                pg_catalog.to_jsonb(d)->>'daticulocale'))
                                     || coalesce(' ICU_RULES '
                                          || pg_catalog.quote_literal(pg_catalog.to_jsonb(d)->>'daticurules'), '')
                       WHEN 'b' THEN pg_catalog.format(' LOCALE_PROVIDER builtin BUILTIN_LOCALE %L',
                                       pg_catalog.to_jsonb(d)->>'datlocale')
                       ELSE '' END)
              FROM pg_catalog.pg_database d
             WHERE d.datname = pg_catalog.current_database()
            """;

    private final Database server;
    private final Database scratch;
    private final String name;
    private final Consumer<String> warnings;

    /** Work that is broken off leaves no copy of the data behind. */
    private final Thread hook = new Thread(this::drop, "dbguard-scratch");

    private ServerScratch(Database server, String name, Consumer<String> warnings) {
        this.server = server;
        this.scratch = server.beside(name);
        this.name = name;
        this.warnings = warnings;
    }

    /**
     * Creates the database.
     *
     * @param server any database of the server
     * @param instead what to do if the user may not create one
     * @param warnings is told if it cannot be dropped
     * @throws RequestException if the user may not create one
     */
    public static ServerScratch create(Database server, String instead, Consumer<String> warnings) {
        String name = "dbguard_scratch_"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        var scratch = new ServerScratch(server, name, warnings);
        Runtime.getRuntime().addShutdownHook(scratch.hook);
        try {
            execute(server, creating(server, name));
        } catch (SQLException e) {
            scratch.close();
            throw new RequestException(
                    "A database for the copy could not be created on " + server.url() + " ("
                            + SqlFailures.describe("CREATE DATABASE failed", "", e)
                                    .failed() + ")",
                    "nothing was changed",
                    instead,
                    e);
        }
        return scratch;
    }

    /** The copy sorts and compares as the original does. The server itself writes the statement and quotes what is in it. */
    private static String creating(Database server, String name) throws SQLException {
        try (Connection connection = server.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(CREATING)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /** Returns the database. */
    public Database database() {
        return scratch;
    }

    @Override
    public DataSource dataSource() {
        return scratch.dataSource();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // The process ends, and the hook does it.
        }
        drop();
    }

    private void drop() {
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

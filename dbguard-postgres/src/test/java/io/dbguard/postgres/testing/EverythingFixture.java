package io.dbguard.postgres.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** One of everything that a database can hold, as far as the server's version has it. */
public final class EverythingFixture {
    private static final List<String> ROLES =
            List.of("fidelity_owner", "fidelity_reader", "\"Fidelity \"\"odd\"\" role\"");

    private EverythingFixture() {}

    /** Fills a database; the roles and the tablespace that it needs are created on the server if need be. */
    public static void load(PostgresDatabase database) {
        ROLES.forEach(role -> createUnlessThere(database.server(), role, "CREATE ROLE " + role));
        createUnlessThere(
                database.server(),
                "fidelity_space",
                "SET allow_in_place_tablespaces = on",
                "CREATE TABLESPACE fidelity_space LOCATION ''");
        // A script of many statements goes over the wire as it is only in the simple query mode.
        String url = database.server().url("postgres", database.name()) + "&preferQueryMode=simple";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(script(database.server().major()));
            statement.execute("ALTER DATABASE \"" + database.name() + "\" SET work_mem = '3MB'");
            statement.execute("ALTER ROLE fidelity_reader IN DATABASE \"" + database.name()
                    + "\" SET search_path = app, \"$user\"");
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static void createUnlessThere(PostgresServer server, String name, String... statements) {
        try (Connection connection = server.dataSource("postgres", "postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT FROM (SELECT rolname AS name FROM pg_roles UNION ALL"
                        + " SELECT spcname FROM pg_tablespace) n WHERE quote_ident(name) = '" + name + "'")) {
            if (!found.next()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static String script(int major) {
        var kept = new StringBuilder();
        boolean on = true;
        for (String line : resource().split("\n", -1)) {
            if (line.startsWith("-- since ")) {
                on = major >= Integer.parseInt(line.substring(9).trim());
            } else if (line.startsWith("-- end")) {
                on = true;
            } else if (on) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    private static String resource() {
        try (InputStream in = EverythingFixture.class.getResourceAsStream("/io/dbguard/postgres/everything.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.dbguard.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Databases for measurements: tables like those of pgbench, and a wide one with all sorts of types. */
final class SampleDatabase {
    /** Accounts of one megabyte of rows, and wide rows of one. */
    private static final int ACCOUNTS = 10_000;

    private static final int WIDE = 2_000;

    private final String server;

    /** Makes databases on the server of a URL, which names the one to connect to for that. */
    SampleDatabase(String server) {
        this.server = server;
    }

    /** Returns the URL of a new, empty database. */
    String empty(String name) throws SQLException {
        run(server, "DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name + " TEMPLATE template0");
        return url(name);
    }

    void drop(String name) throws SQLException {
        run(server, "DROP DATABASE IF EXISTS " + name);
    }

    String url(String name) {
        return server.replaceFirst("(//[^/]*/)[^?]*", "$1" + name);
    }

    /** Returns the URL of a new database with so many megabytes of rows, a third of them wide. */
    String mixed(String name, int megabytes) throws SQLException {
        String url = empty(name);
        accounts(url, megabytes * 2L / 3 * ACCOUNTS);
        wide(url, megabytes / 3L * WIDE);
        finish(url);
        return url;
    }

    /** Returns the URL of a new database with all its rows in one wide table. */
    String oneTable(String name, int megabytes) throws SQLException {
        String url = empty(name);
        wide(url, (long) megabytes * WIDE);
        finish(url);
        return url;
    }

    private static void accounts(String url, long rows) throws SQLException {
        run(
                url,
                "CREATE TABLE branches (bid int PRIMARY KEY, balance int, filler char(88))",
                "INSERT INTO branches SELECT i, 0, '' FROM generate_series(1, 50) i",
                "CREATE TABLE tellers (tid int PRIMARY KEY, bid int REFERENCES branches, balance int, filler char(84))",
                "INSERT INTO tellers SELECT i, 1 + i % 50, 0, '' FROM generate_series(1, 500) i",
                "CREATE TABLE accounts (aid int, bid int, balance int, filler char(84))",
                "INSERT INTO accounts SELECT i, 1 + i % 50, (i::bigint * 7919) % 100000, '' FROM generate_series(1, "
                        + rows + ") i",
                "ALTER TABLE accounts ADD PRIMARY KEY (aid)",
                "ALTER TABLE accounts ADD FOREIGN KEY (bid) REFERENCES branches");
    }

    private static void wide(String url, long rows) throws SQLException {
        run(
                url,
                """
                CREATE TABLE wide (id bigint, name text, note text, data jsonb, price numeric(14,4), ratio float8,
                    at timestamptz, day date, flag boolean, code uuid, bytes bytea, tags text[])""",
                """
                INSERT INTO wide
                SELECT i, 'customer ' || md5(i::text), repeat(md5((i %% 1000)::text) || ' ', 3),
                    jsonb_build_object('id', i, 'city', 'city ' || i %% 300, 'open', i %% 3 = 0, 'sum', i * 1.25),
                    (i %% 1000000) / 7.0, sqrt(i), '2026-01-01'::timestamptz + i * interval '37 seconds',
                    '2020-01-01'::date + (i %% 2000)::int, i %% 2 = 0, md5((-i)::text)::uuid,
                    decode(md5((i * 3::bigint)::text), 'hex'), ARRAY['a' || i %% 10, 'b' || i %% 100]
                FROM generate_series(1, %d) i""".formatted(rows),
                "ALTER TABLE wide ADD PRIMARY KEY (id)",
                "CREATE INDEX ON wide (name)",
                "CREATE INDEX ON wide (at, price)");
    }

    private static void finish(String url) throws SQLException {
        run(url, "VACUUM ANALYZE", "CHECKPOINT");
    }

    /** Returns the only value that a query gives. */
    static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

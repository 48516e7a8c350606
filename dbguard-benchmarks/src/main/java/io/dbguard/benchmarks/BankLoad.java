package io.dbguard.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** The tables and the transactions of pgbench, which are like those of TPC-B. */
final class BankLoad {
    private static final int ACCOUNTS = 100_000;
    private static final int TELLERS = 10;

    private final String url;
    private final int scale;
    private final int clients;

    BankLoad(String url, int scale, int clients) {
        this.url = url;
        this.scale = scale;
        this.clients = clients;
    }

    static void createTables(String url, int scale) throws SQLException {
        execute(
                url,
                "CREATE TABLE branches (bid int PRIMARY KEY, bbalance int, filler char(88)) WITH (fillfactor = 100)",
                "CREATE TABLE tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84))",
                "CREATE TABLE accounts (aid int, bid int, abalance int, filler char(84))",
                "CREATE TABLE history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))",
                "INSERT INTO branches SELECT g, 0, '' FROM generate_series(1, " + scale + ") g",
                "INSERT INTO tellers SELECT g, 1 + g % " + scale + ", 0, '' FROM generate_series(1, " + TELLERS * scale
                        + ") g",
                "INSERT INTO accounts SELECT g, 1 + g % " + scale + ", 0, '' FROM generate_series(1, "
                        + (long) ACCOUNTS * scale + ") g",
                "ALTER TABLE accounts ADD PRIMARY KEY (aid)",
                "VACUUM ANALYZE",
                "CHECKPOINT");
    }

    /** Lets all clients work for so many seconds and returns the transactions of one second. */
    double run(int seconds) throws SQLException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long start = System.nanoTime();
            long end = start + seconds * 1_000_000_000L;
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                counts.add(threads.submit(() -> client(end)));
            }
            int all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            return all / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
    }

    private int client(long end) throws SQLException {
        int done = 0;
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement account =
                        connection.prepareStatement("UPDATE accounts SET abalance = abalance + ? WHERE aid = ?");
                PreparedStatement balance = connection.prepareStatement("SELECT abalance FROM accounts WHERE aid = ?");
                PreparedStatement teller =
                        connection.prepareStatement("UPDATE tellers SET tbalance = tbalance + ? WHERE tid = ?");
                PreparedStatement branch =
                        connection.prepareStatement("UPDATE branches SET bbalance = bbalance + ? WHERE bid = ?");
                PreparedStatement history = connection.prepareStatement(
                        "INSERT INTO history (delta, aid, tid, bid, mtime) VALUES (?, ?, ?, ?, now())")) {
            connection.setAutoCommit(false);
            for (; System.nanoTime() < end; done++) {
                var random = ThreadLocalRandom.current();
                int delta = random.nextInt(-5000, 5001);
                int aid = 1 + random.nextInt(ACCOUNTS * scale);
                int tid = 1 + random.nextInt(TELLERS * scale);
                int bid = 1 + random.nextInt(scale);
                set(account, delta, aid).executeUpdate();
                set(balance, aid).executeQuery().close();
                set(teller, delta, tid).executeUpdate();
                set(branch, delta, bid).executeUpdate();
                set(history, delta, aid, tid, bid).executeUpdate();
                connection.commit();
            }
        }
        return done;
    }

    private static PreparedStatement set(PreparedStatement statement, int... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setInt(i + 1, values[i]);
        }
        return statement;
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

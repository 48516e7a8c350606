package io.dbguard.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** The tables and the transactions of pgbench, which are like those of TPC-B. */
final class BankLoad {
    private static final int ACCOUNTS = 100_000;
    private static final int TELLERS = 10;

    private final String url;
    private final int scale;
    private final int clients;
    private final int wanted;

    /** Takes how many transactions are wanted in a second, all clients together; 0 for as many as they can. */
    BankLoad(String url, int scale, int clients, int wanted) {
        this.url = url;
        this.scale = scale;
        this.clients = clients;
        this.wanted = wanted;
    }

    /** What was done in a second, and what 99 of 100 transactions took at the most, from when each was due. */
    record Done(double transactions, double millis) {}

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

    /** Lets all clients work for so many seconds. */
    Done run(int seconds) throws SQLException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long start = System.nanoTime();
            long end = start + seconds * 1_000_000_000L;
            List<Future<List<Long>>> clientsAtWork = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                clientsAtWork.add(threads.submit(() -> client(start, end)));
            }
            List<Long> took = new ArrayList<>();
            for (Future<List<Long>> client : clientsAtWork) {
                took.addAll(client.get());
            }
            double rate = took.size() / ((System.nanoTime() - start) / 1e9);
            Collections.sort(took);
            return new Done(rate, took.get(took.size() * 99 / 100) / 1e6);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
    }

    /** Waits until a client's next transaction is due, and returns when that was. */
    private long due(long start, int done) {
        if (wanted == 0) {
            return System.nanoTime();
        }
        long due = start + 1_000_000_000L * done * clients / wanted;
        while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
        return due;
    }

    private List<Long> client(long start, long end) throws SQLException {
        List<Long> took = new ArrayList<>();
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
            for (long due = due(start, 0); due < end; due = due(start, took.size())) {
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
                took.add(System.nanoTime() - due);
            }
        }
        return took;
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

package io.dbguard.benchmarks;

import io.dbguard.Guard;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How many writes an application gets done alone, and with a call of {@code backupAfterWrite()} after each, in turns; the
 * backups that follow run in this process. Also tells for how long a write was in no backup, at the most. Needs a PostgreSQL
 * server.
 */
public final class WritesUnderGuard {
    private static final String NAME = "writes_under_guard";
    private static final int CLIENTS = 4;
    private static final Duration MAX_DELAY = Duration.ofSeconds(30);

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Guard guard;
    private Duration longest = Duration.ZERO;

    private WritesUnderGuard(String url, Path folder) {
        dataSource.setUrl(url);
        this.guard = Guard.protect(dataSource)
                .storeIn(folder)
                .afterWrite(Duration.ofSeconds(2), MAX_DELAY)
                .build();
    }

    /**
     * Takes the URL of any database on the server, an empty folder, the seconds of a turn (more than 30, so that the longest
     * delay ends within), how many turns of each, and how many writes a second are wanted, 0 for as many as it can.
     */
    public static void main(String[] arguments) throws Exception {
        var databases = new SampleDatabase(arguments[0]);
        var run = new WritesUnderGuard(databases.empty(NAME), Path.of(arguments[1]));
        try {
            run.turns(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        } finally {
            run.threads.shutdown();
            run.guard.close();
            databases.drop(NAME);
        }
    }

    private void turns(int seconds, int turns, int wanted) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE waitlist (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail text)");
        }
        write(5, wanted, false);
        var alone = new Figures();
        var guarded = new Figures();
        for (int turn = 0; turn < turns; turn++) {
            alone.add(write(seconds, wanted, false));
            guarded.add(write(seconds, wanted, true));
            guard.awaitBackups(Duration.ofMinutes(10));
        }
        System.out.println("writes a second alone: " + alone.range());
        System.out.println("with backupAfterWrite(): " + guarded.range());
        System.out.printf(
                Locale.ROOT,
                "ratio %.4f; a write was in no backup for %d ms at the most, %d ms are allowed and the backup itself%n",
                guarded.median() / alone.median(),
                longest.toMillis(),
                MAX_DELAY.toMillis());
    }

    private double write(int seconds, int wanted, boolean tell) throws Exception {
        var ended = new AtomicBoolean();
        List<Future<Long>> counts = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < CLIENTS; i++) {
            Callable<Long> client = () -> client(ended, wanted / CLIENTS, tell);
            counts.add(threads.submit(client));
        }
        while (System.nanoTime() - start < seconds * 1_000_000_000L) {
            Thread.sleep(20);
            guard.health().oldestUnsavedWrite().ifPresent(this::look);
        }
        ended.set(true);
        long all = 0;
        for (Future<Long> count : counts) {
            all += count.get();
        }
        return all * 1e9 / (System.nanoTime() - start);
    }

    private void look(Instant oldest) {
        Duration age = Duration.between(oldest, Instant.now());
        longest = age.compareTo(longest) > 0 ? age : longest;
    }

    /** Durability of the single write is not what is measured here. */
    private long client(AtomicBoolean ended, int wanted, boolean tell) throws SQLException, InterruptedException {
        long count = 0;
        long start = System.nanoTime();
        try (Connection connection = dataSource.getConnection();
                Statement settings = connection.createStatement()) {
            settings.execute("SET synchronous_commit = off");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO waitlist (mail) VALUES (?)")) {
                while (!ended.get()) {
                    insert.setString(1, "somebody" + count + "@example.org");
                    insert.executeUpdate();
                    if (tell) {
                        guard.backupAfterWrite();
                    }
                    count++;
                    while (wanted > 0 && count * 1_000_000_000L / wanted > System.nanoTime() - start + 1_000_000L) {
                        Thread.sleep(1);
                    }
                }
            }
        }
        return count;
    }
}

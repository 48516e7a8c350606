package io.dbguard.benchmarks;

import io.dbguard.Guard;
import io.dbguard.api.report.Comparison;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Backs a large table up, drops it, restores it and compares, and tells how much memory that took. Meant to be run with a
 * small heap, such as {@code -Xmx256m}. Needs a PostgreSQL database in which it may make a table.
 */
public final class LargeTable {
    private static final int ROWS_A_GIGABYTE = 975_000;

    private LargeTable() {}

    /** Takes the URL of the database, an empty folder for the backup, and how many gigabytes, 5 if nothing is said. */
    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        int gigabytes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        Guard guard = Guard.protect(dataSource).storeIn(Path.of(arguments[1])).build();
        timed("make", () -> make(url, (long) gigabytes * ROWS_A_GIGABYTE));
        System.out.println("the table takes "
                + query(url, "SELECT pg_size_pretty(pg_table_size('large')) || ', rows ' || count(*) FROM large"));
        timed("back up", () -> System.out.println(guard.backup().run()));
        run(url, "DROP TABLE large");
        timed("restore", () -> System.out.println(guard.restore().latest().run()));
        timed("compare", () -> {
            Comparison comparison = guard.verify().latest().againstDatabase();
            if (!comparison.identical()) {
                throw new IllegalStateException("The table is not what it was: " + comparison);
            }
        });
        run(url, "DROP TABLE large");
    }

    /** Rows of about a kilobyte, which PostgreSQL keeps in the table itself and does not compress. */
    private static void make(String url, long rows) throws SQLException {
        run(url, "DROP TABLE IF EXISTS large", "CREATE TABLE large (id bigint PRIMARY KEY, at timestamptz, v text)");
        run(url, """
                INSERT INTO large
                SELECT i, '2026-01-01'::timestamptz + i * interval '1 second',
                    repeat(md5(i::text) || md5((-i)::text) || md5((i * 7)::text) || md5((i + 1)::text), 8)
                FROM generate_series(1, %d) i""".formatted(rows));
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void timed(String name, Work work) throws SQLException, IOException {
        long start = System.nanoTime();
        work.run();
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f s, peak of the heap %d MB of %d MB%s%n",
                name,
                (System.nanoTime() - start) / 1e9,
                peakOfHeap() >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                peakOfProcess());
    }

    private static long peakOfHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    /** What the operating system counts, where it tells: the heap, native buffers, code. */
    private static String peakOfProcess() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return "";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line ->
                        ", of the process " + line.substring("VmHWM:".length()).strip())
                .findFirst()
                .orElse("");
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}

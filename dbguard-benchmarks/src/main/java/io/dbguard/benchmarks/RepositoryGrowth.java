package io.dbguard.benchmarks;

import io.dbguard.Guard;
import io.dbguard.api.report.BackupReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Random;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How much space ten backups of a real database take against one, when 1 % of the rows change between two: neighbouring
 * rows updated, some appended. Needs a PostgreSQL database that may be filled and an empty folder.
 */
public final class RepositoryGrowth {
    private static final int BACKUPS = 10;
    private static final int ROW_BYTES = 200;
    private static final long SEED = 42;

    private RepositoryGrowth() {}

    /** Measures in the database of the first argument, into the folder of the second, with so many megabytes of rows. */
    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        long rows = Long.parseLong(arguments[2]) * 1_000_000 / ROW_BYTES;
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        var random = new Random(SEED);
        run(
                url,
                "CREATE TABLE accounts (id bigint PRIMARY KEY, version int DEFAULT 0, name text, note text, at timestamptz)");
        run(url, append(1, rows));
        try (Guard guard =
                Guard.protect(dataSource).storeIn(Path.of(arguments[1])).build()) {
            long first = 0;
            long all = 0;
            for (int i = 1; i <= BACKUPS; i++) {
                BackupReport report = guard.backup().run();
                first = i == 1 ? report.writtenBytes() : first;
                all += report.writtenBytes();
                System.out.printf(
                        Locale.ROOT,
                        "backup %2d: %.1f MB of rows, %.1f MB written, %.1f s%n",
                        i,
                        report.rawBytes() / 1e6,
                        report.writtenBytes() / 1e6,
                        report.header().took().toMillis() / 1e3);
                long change = rows / 100;
                long from = 1 + (long) (random.nextDouble() * (rows - change));
                run(
                        url,
                        "UPDATE accounts SET version = version + 1, at = now() WHERE id BETWEEN " + from + " AND "
                                + (from + change - 1));
                run(url, append(rows + 1, rows + change / 10));
                rows += change / 10;
            }
            System.out.printf(
                    Locale.ROOT, "%d backups take %.3f times the space of one%n", BACKUPS, (double) all / first);
        }
    }

    private static String append(long from, long to) {
        return "INSERT INTO accounts SELECT i, 0, 'account ' || md5(i::text), repeat(md5((i * 7)::text), 3), now()"
                + " FROM generate_series(" + from + ", " + to + ") i";
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.dbguard.benchmarks;

import io.dbguard.Guard;
import io.dbguard.RestoreRequest;
import io.dbguard.api.restore.RestoreMode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long it takes to bring back 1,000 rows of a large table, against restoring the whole table, and what a dry run costs. Needs a
 * PostgreSQL server. Safety backups are left out on both sides.
 */
public final class Undelete {
    private static final String NAME = "undelete";

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();

    private Undelete(String url) {
        dataSource.setUrl(url);
    }

    /** Takes the URL of any database on the server, an empty folder, how many rows the table has, and how many rounds. */
    public static void main(String[] arguments) throws SQLException {
        var databases = new SampleDatabase(arguments[0]);
        var run = new Undelete(databases.empty(NAME));
        try {
            run.rounds(Path.of(arguments[1]), Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        } finally {
            databases.drop(NAME);
        }
    }

    private void rounds(Path folder, long rows, int rounds) throws SQLException {
        execute("CREATE TABLE visits (id bigint PRIMARY KEY, person int NOT NULL, at timestamptz NOT NULL, page text)");
        execute(
                "INSERT INTO visits SELECT n, n % 100000, timestamptz '2026-01-01' + n * interval '1 s', 'page ' || n % 977"
                        + " FROM generate_series(1, " + rows + ") n");
        execute("CREATE INDEX visits_person ON visits (person, at)");
        execute("VACUUM ANALYZE visits");
        var looked = new Figures();
        var undeleted = new Figures();
        var replaced = new Figures();
        try (Guard guard = Guard.protect(dataSource).storeIn(folder).build()) {
            guard.backup().run();
            for (int round = 0; round < rounds; round++) {
                delete(rows);
                looked.add(
                        seconds(() -> request(guard, RestoreMode.INSERT_MISSING).dryRun()));
                undeleted.add(
                        seconds(() -> request(guard, RestoreMode.INSERT_MISSING).run()));
                delete(rows);
                replaced.add(seconds(() -> request(guard, RestoreMode.REPLACE).run()));
            }
        }
        System.out.println("seconds for a dry run: " + looked.range());
        System.out.println("to bring 1,000 rows back: " + undeleted.range());
        System.out.println("to restore the table: " + replaced.range());
        System.out.printf(Locale.ROOT, "ratio %.2f%n", undeleted.median() / replaced.median());
    }

    private static RestoreRequest request(Guard guard, RestoreMode mode) {
        return guard.restore().latest().table("visits").mode(mode).withoutSafetyBackup();
    }

    private void delete(long rows) throws SQLException {
        execute("DELETE FROM visits WHERE id % " + rows / 1000 + " = 0");
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

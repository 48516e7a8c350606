package io.dbguard.benchmarks;

import io.dbguard.postgres.PostgresProvider;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long the schema of a database with very many tables takes to read, as a ratio to {@code pg_dump --schema-only}.
 * Needs a database that may be filled, and pg_dump on the path.
 */
public final class SchemaSpeed {
    private static final int ROUNDS = 5;

    private SchemaSpeed() {}

    /** Measures in the database of the URL that is the first argument, with as many tables as the second says. */
    public static void main(String[] arguments) throws Exception {
        String url = arguments[0];
        int tables = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5000;
        fill(url, tables);
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        double[] dbguard = new double[ROUNDS];
        double[] pgDump = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            dbguard[round] = seconds(() -> readSchema(dataSource));
            pgDump[round] = seconds(() -> pgDump(url.substring("jdbc:".length())));
        }
        System.out.printf(
                Locale.ROOT,
                "%d tables: dbguard %s, pg_dump --schema-only %s, ratio %.2f%n",
                tables,
                range(dbguard),
                range(pgDump),
                median(dbguard) / median(pgDump));
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void readSchema(PGSimpleDataSource dataSource) {
        var options = new AccessOptions(table -> true, Duration.ofSeconds(10));
        try (Snapshot snapshot = new PostgresProvider().openSnapshot(dataSource, options)) {
            if (!snapshot.schema().unsupported().isEmpty()) {
                throw new IllegalStateException("Something is not supported");
            }
        }
    }

    private static void pgDump(String url) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("pg_dump", "--schema-only", "--dbname", url)
                .redirectOutput(new File("/dev/null"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("pg_dump ended with " + exit);
        }
    }

    private static void fill(String url, int tables) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < tables; i++) {
                String parent = i == 0 ? "" : ", parent bigint REFERENCES many_" + i / 2;
                statement.execute(
                        "CREATE TABLE many_" + i + " (id bigserial PRIMARY KEY, name text NOT NULL DEFAULT '',"
                                + " at timestamptz DEFAULT now() CHECK (at > '2000-01-01')" + parent + ")");
                statement.execute("CREATE INDEX ON many_" + i + " (name, at)");
                statement.execute("COMMENT ON TABLE many_" + i + " IS 'one of many'");
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String range(double[] values) {
        return String.format(
                Locale.ROOT,
                "%.2f s (%.2f to %.2f)",
                median(values),
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0));
    }
}

package io.dbguard.benchmarks;

import io.dbguard.Guard;
import io.dbguard.api.report.BackupReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * What a backup costs the server where nothing or 1 % of a table has changed, against one that reads all: in one place, in a
 * hundred places, and all over the table. Needs a PostgreSQL server on this machine and an empty folder.
 */
public final class LittleChanged {
    private static final String NAME = "little_changed";
    private static final int PLACES = 100;
    private static final int UNCHANGED = 20;

    private final String url;
    private final long rows;
    private final Guard guard;
    private final ServerCpu server;

    private LittleChanged(String url, Path folder) throws Exception {
        this.url = url;
        this.rows = Long.parseLong(SampleDatabase.query(url, "SELECT max(id) FROM wide"));
        this.guard = Guard.protect(new PooledConnections(url)).storeIn(folder).build();
        this.server = ServerCpu.of(url);
    }

    /** Takes the URL of any database on the server, megabytes of rows, an empty folder, rounds, and how many small tables. */
    public static void main(String[] arguments) throws Exception {
        var databases = new SampleDatabase(arguments[0]);
        String url = databases.oneTable(NAME, Integer.parseInt(arguments[1]));
        int small = Integer.parseInt(arguments[4]);
        for (int i = 0; i < small; i++) {
            execute(
                    url,
                    "CREATE TABLE small_" + i + " AS SELECT g AS id, md5(g::text) AS v FROM generate_series(1, 50) g");
        }
        execute(url, "VACUUM ANALYZE");
        var run = new LittleChanged(url, Path.of(arguments[2]));
        run.backups(Integer.parseInt(arguments[3]));
        run.guard.close();
        databases.drop(NAME);
    }

    private void backups(int rounds) throws Exception {
        measure("all of it, for the first time", true);
        for (int round = 0; round < rounds; round++) {
            measure("all of it", true);
            touchSmallTable();
            measure("all of it again, asking what it is known by", false);
            nothing();
            update("id BETWEEN " + rows / 3 + " AND " + (rows / 3 + rows / 100));
            measure("1 % in one place", false);
            update("(id / " + rows / PLACES / 100 + ") % " + PLACES + " = " + round);
            measure("1 % in " + PLACES + " places", false);
            update("id % 100 = " + round);
            measure("1 % all over", false);
        }
    }

    /** A change of nothing but the state of the database, so that pieces are asked for. */
    private void nothing() throws Exception {
        touchSmallTable();
        measure("one row of a small table", false);
        var figures = new Figures();
        for (int i = 0; i < UNCHANGED; i++) {
            long start = System.nanoTime();
            BackupReport report = guard.backup().onlyIfChanged().run();
            if (report.unchanged()) {
                figures.add((System.nanoTime() - start) / 1e6);
            }
        }
        System.out.println("nothing changed: " + figures.range() + " ms");
    }

    private void touchSmallTable() throws SQLException {
        execute(url, "UPDATE small_0 SET v = v || 'x' WHERE id = 1");
    }

    private void update(String condition) throws SQLException {
        execute(url, "UPDATE wide SET ratio = ratio + 1 WHERE " + condition);
    }

    private void measure(String what, boolean all) throws Exception {
        execute(url, "CHECKPOINT");
        double cpu = server.seconds();
        long start = System.nanoTime();
        BackupReport report =
                all ? guard.backup().run() : guard.backup().onlyIfChanged().run();
        double wall = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-45s %6.2f s wall, %6.2f s of the server's processor, %7.1f MB stored of %.0f MB of rows%s%n",
                what,
                wall,
                server.seconds() - cpu,
                report.writtenBytes() / 1e6,
                report.rawBytes() / 1e6,
                report.unchanged() ? ", none taken" : "");
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

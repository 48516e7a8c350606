package io.dbguard.benchmarks;

import io.dbguard.Guard;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a statement costs through a guarded data source and past it, in turns. */
public final class GuardedStatements {
    private static final int ROUNDS = 9;
    private static final int DISTINCT = 200;

    private final DataSource plain;
    private final DataSource guarded;
    private final int calls;

    private GuardedStatements(DataSource plain, DataSource guarded, int calls) {
        this.plain = plain;
        this.guarded = guarded;
        this.calls = calls;
    }

    /** Takes an empty folder, how many statements a round has, and, instead of H2 in memory, the URL of a PostgreSQL database. */
    public static void main(String[] arguments) throws SQLException {
        DataSource plain = arguments.length > 2 ? postgres(arguments[2]) : h2();
        try (Guard guard = Guard.protect(plain)
                .storeIn(Path.of(arguments[0]))
                .afterWrite(Duration.ofHours(1), Duration.ofHours(2))
                .closeWithin(Duration.ZERO)
                .build()) {
            new GuardedStatements(plain, guard.wrap(plain), Integer.parseInt(arguments[1])).run();
        }
    }

    private static DataSource h2() {
        var dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:guarded;DB_CLOSE_DELAY=-1");
        return dataSource;
    }

    private static DataSource postgres(String url) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /** What is done to a connection, and counted. */
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void run() throws SQLException {
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE guarded_statements (id int PRIMARY KEY, v int)");
            statement.execute("INSERT INTO guarded_statements VALUES (1, 1)");
        }
        compare("prepared update", this::prepared);
        compare("plain query, " + DISTINCT + " texts", this::plain);
        try (Connection connection = plain.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE guarded_statements");
        }
    }

    private void compare(String what, Work work) throws SQLException {
        var past = new Figures();
        var through = new Figures();
        measure(plain, work);
        measure(guarded, work);
        for (int round = 0; round < ROUNDS; round++) {
            past.add(measure(plain, work));
            through.add(measure(guarded, work));
        }
        System.out.printf(
                Locale.ROOT,
                "%s, µs a statement: %s past the guard, %s through it; %.2f more, ratio %.3f%n",
                what,
                past.range(),
                through.range(),
                through.median() - past.median(),
                through.median() / past.median());
    }

    private double measure(DataSource source, Work work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            long start = System.nanoTime();
            work.on(connection);
            return (System.nanoTime() - start) / 1e3 / calls;
        }
    }

    private void prepared(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE guarded_statements SET v = ? WHERE id = ?")) {
            for (int i = 0; i < calls; i++) {
                update.setInt(1, i);
                update.setInt(2, 1);
                update.executeUpdate();
            }
        }
    }

    private void plain(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = 0; i < calls; i++) {
                statement.execute("SELECT v FROM guarded_statements WHERE id = " + i % DISTINCT);
            }
        }
    }
}

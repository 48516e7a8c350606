package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.TableLock;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the classifier says of locks, rewrites and scans is what real servers do. */
class LockFactsTest {
    private static final String SCHEMA = """
            CREATE TABLE customers (id int PRIMARY KEY, name varchar(40) NOT NULL);
            CREATE TABLE orders (
                id int PRIMARY KEY, customer int, amount numeric(10,2), note varchar(20), placed timestamp(3), code text,
                doc json, host inet, gone cidr, fixed char(5), day date, total bigint, ratio double precision);
            CREATE TABLE lines (id int PRIMARY KEY, order_id int CONSTRAINT to_order REFERENCES orders, n int);
            CREATE TABLE checked (id int PRIMARY KEY, a int, b int, s varchar(10), CONSTRAINT a_set CHECK (a IS NOT NULL),
                CONSTRAINT s_short CHECK (length(s) < 10));
            CREATE TABLE loose (id int, n int);
            ALTER TABLE loose ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;
            CREATE INDEX orders_note ON orders (note);
            CREATE UNIQUE INDEX orders_code ON orders (code);
            CREATE TABLE events (id int NOT NULL, at int) PARTITION BY RANGE (id);
            CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (1000000);
            CREATE TABLE events_2 (id int NOT NULL, at int);
            CREATE SEQUENCE numbers;
            CREATE TABLE bare (id int NOT NULL);
            CREATE UNIQUE INDEX loose_n ON loose (id, n);
            CREATE UNIQUE INDEX bare_id ON bare (id);
            CREATE DOMAIN mail AS text CHECK (VALUE <> '');
            CREATE DOMAIN plain AS text;
            CREATE TABLE letters (sender mail, receiver plain);
            CREATE TABLE parent (id int, n int);
            CREATE TABLE child () INHERITS (parent);
            CREATE TABLE stepchild (id int, n int);
            CREATE TABLE shards (k int) PARTITION BY LIST (k);
            CREATE TABLE shard_1 PARTITION OF shards FOR VALUES IN (1);
            CREATE TABLE shard_rest PARTITION OF shards DEFAULT;
            CREATE TABLE shard_2 (k int);
            CREATE TABLE computed (n int, plain bigint, twice int GENERATED ALWAYS AS (n * 2) STORED);
            CREATE VIEW wide AS SELECT id, total FROM orders;
            """;
    private static final List<String> OTHERS = List.of(
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()",
            "CREATE TRIGGER noted AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION touch()",
            "CREATE POLICY own ON orders USING (true)",
            "CREATE RULE quiet AS ON UPDATE TO bare DO ALSO NOTHING",
            "CREATE MATERIALIZED VIEW totals AS SELECT id, day FROM orders",
            "CREATE UNIQUE INDEX totals_id ON totals (id)",
            "INSERT INTO customers SELECT i, 'c' || i FROM generate_series(1, 1000) i",
            "INSERT INTO orders (id, customer, amount, note, placed, code, total, ratio)"
                    + " SELECT i, i, i, 'n', '2026-01-01', i, i, i FROM generate_series(1, 1000) i",
            "INSERT INTO lines SELECT i, i, i FROM generate_series(1, 1000) i",
            "INSERT INTO checked SELECT i, i, i, 's' FROM generate_series(1, 1000) i",
            "INSERT INTO letters SELECT 'a@b', 'c' FROM generate_series(1, 1000) i",
            "INSERT INTO bare SELECT i FROM generate_series(1, 1000) i",
            "INSERT INTO computed SELECT i FROM generate_series(1, 1000) i",
            "INSERT INTO shard_rest SELECT i FROM generate_series(10, 1000) i",
            "INSERT INTO loose SELECT i, i FROM generate_series(1, 1000) i",
            "INSERT INTO events_1 SELECT i, i FROM generate_series(1, 1000) i",
            "INSERT INTO events_2 SELECT i, i FROM generate_series(1000001, 1001000) i",
            "ANALYZE");
    private static final String FROM_18_ON = """
            CREATE TABLE kinds (id int PRIMARY KEY);
            CREATE TABLE drafts (id int, kind int CONSTRAINT drafts_kind REFERENCES kinds NOT ENFORCED);
            """;
    private static final String DRAFTS = "INSERT INTO kinds SELECT i FROM generate_series(1, 1000) i;"
            + " INSERT INTO drafts SELECT i, i FROM generate_series(1, 1000) i";
    /** One on each line; a number in front is the oldest major version that understands the statement. */
    private static final String STATEMENTS = "/lock-statements.txt";

    private static final String NAMES = """
            SELECT oid, relname FROM pg_class
             WHERE relkind IN ('r', 'p', 'm', 'v') AND relnamespace = 'public'::regnamespace
            """;
    private static final String LOCKED = """
            SELECT relation, mode FROM pg_locks
             WHERE pid = pg_backend_pid() AND granted AND relation IS NOT NULL
               AND mode NOT IN ('AccessShareLock', 'RowShareLock')
            """;
    private static final String FILES = "SELECT oid, relfilenode FROM pg_class";
    private static final String SCANS = "SELECT relid, seq_scan FROM pg_stat_xact_user_tables";

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void theServerLocksRewritesAndReadsWhatTheClassifierSays(int major) throws SQLException, IOException {
        List<String> wrong = new ArrayList<>();
        try (PostgresDatabase database = PostgresServer.version(major).newDatabase();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(schema(major));
            for (String sql : OTHERS) {
                statement.execute(sql);
            }
            if (major >= 18) {
                statement.execute(DRAFTS);
            }
            connection.setAutoCommit(false);
            for (String line : statements()) {
                check(line, major, connection).ifPresent(wrong::add);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String schema(int major) {
        return major >= 18 ? SCHEMA + FROM_18_ON : SCHEMA;
    }

    private static List<String> statements() throws IOException {
        try (InputStream lines = LockFactsTest.class.getResourceAsStream(STATEMENTS)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static Optional<String> check(String line, int major, Connection connection) throws SQLException {
        boolean versioned = Character.isDigit(line.charAt(0));
        if (versioned && Integer.parseInt(line.substring(0, 2)) > major) {
            return Optional.empty();
        }
        String sql = versioned ? line.substring(3) : line;
        String real = measure(sql, connection);
        String said = said(sql, major);
        return real.equals(said)
                ? Optional.empty()
                : Optional.of(sql + "\n  said:     " + said + "\n  measured: " + real);
    }

    private static String said(String sql, int major) {
        var scripts = List.of(new MigrationScript("V1.sql", schema(major)), new MigrationScript("V2.sql", sql));
        Map<String, String> effects = new TreeMap<>();
        Classifier.postgres()
                .serverVersion(major)
                .releasedOneByOne()
                .classify(scripts)
                .scripts()
                .get(1)
                .statements()
                .forEach(statement -> statement.locks().forEach(lock -> effects.put(lock.table(), describe(lock))));
        return effects.toString();
    }

    private static String describe(TableLock lock) {
        return lock.mode().catalogueName() + " " + lock.work();
    }

    private static String measure(String sql, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<String, String> names = pairs(NAMES, statement);
            Map<String, String> filesBefore = pairs(FILES, statement);
            Map<String, String> scansBefore = pairs(SCANS, statement);
            statement.execute(sql);
            Map<String, LockMode> locks = locks(statement);
            Map<String, String> files = pairs(FILES, statement);
            Map<String, String> scans = pairs(SCANS, statement);
            Map<String, String> effects = new TreeMap<>();
            locks.keySet().retainAll(names.keySet());
            locks.forEach((oid, mode) -> {
                boolean rewritten = files.containsKey(oid) && !files.get(oid).equals(filesBefore.get(oid));
                String readBefore = scansBefore.getOrDefault(oid, "0");
                boolean read = !scans.getOrDefault(oid, readBefore).equals(readBefore);
                String work = rewritten ? "REWRITE" : read ? "SCAN" : "NONE";
                effects.put(names.getOrDefault(oid, oid), mode.catalogueName() + " " + work);
            });
            return effects.toString();
        } catch (SQLException e) {
            return e.getMessage();
        } finally {
            connection.rollback();
        }
    }

    /** The strongest lock on each table. */
    private static Map<String, LockMode> locks(Statement statement) throws SQLException {
        Map<String, LockMode> strongest = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(LOCKED)) {
            while (rows.next()) {
                String name = rows.getString(2);
                LockMode mode = Arrays.stream(LockMode.values())
                        .filter(candidate -> candidate.catalogueName().equals(name))
                        .findFirst()
                        .orElseThrow();
                strongest.merge(rows.getString(1), mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
        }
        return strongest;
    }

    private static Map<String, String> pairs(String sql, Statement statement) throws SQLException {
        Map<String, String> pairs = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.put(rows.getString(1), rows.getString(2));
            }
        }
        return pairs;
    }
}

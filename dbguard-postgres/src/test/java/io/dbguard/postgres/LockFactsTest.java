package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Classifier;
import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.TableLock;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
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
            """;
    private static final List<String> OTHERS = List.of(
            "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch()",
            "CREATE MATERIALIZED VIEW totals AS SELECT id, day FROM orders",
            "CREATE UNIQUE INDEX totals_id ON totals (id)",
            "INSERT INTO customers SELECT i, 'c' || i FROM generate_series(1, 1000) i",
            "INSERT INTO orders (id, customer, amount, note, placed, code, total, ratio)"
                    + " SELECT i, i, i, 'n', '2026-01-01', i, i, i FROM generate_series(1, 1000) i",
            "INSERT INTO lines SELECT i, i, i FROM generate_series(1, 1000) i",
            "INSERT INTO checked SELECT i, i, i, 's' FROM generate_series(1, 1000) i",
            "INSERT INTO loose SELECT i, i FROM generate_series(1, 1000) i",
            "INSERT INTO events_1 SELECT i, i FROM generate_series(1, 1000) i",
            "INSERT INTO events_2 SELECT i, i FROM generate_series(1000001, 1001000) i",
            "ANALYZE");
    /** A number in front is the oldest major version that understands the statement. */
    private static final String STATEMENTS = """
            ALTER TABLE orders ADD COLUMN x int
            ALTER TABLE orders ADD COLUMN x int NOT NULL DEFAULT 5
            ALTER TABLE orders ADD COLUMN x timestamptz DEFAULT now()
            ALTER TABLE orders ADD COLUMN x timestamptz DEFAULT clock_timestamp()
            ALTER TABLE orders ADD COLUMN x uuid DEFAULT gen_random_uuid()
            ALTER TABLE orders ADD COLUMN x bigint DEFAULT nextval('numbers')
            ALTER TABLE orders ADD COLUMN x serial
            ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS IDENTITY
            ALTER TABLE orders ADD COLUMN x numeric GENERATED ALWAYS AS (amount * 2) STORED
            18 ALTER TABLE orders ADD COLUMN x numeric GENERATED ALWAYS AS (amount * 2) VIRTUAL
            ALTER TABLE orders ADD COLUMN x int REFERENCES customers
            ALTER TABLE orders ADD COLUMN x int UNIQUE
            ALTER TABLE orders ADD COLUMN x int CHECK (x > 0)
            ALTER TABLE orders DROP COLUMN note
            ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer) REFERENCES customers
            ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (customer) REFERENCES customers NOT VALID
            ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0)
            ALTER TABLE orders ADD CONSTRAINT c CHECK (amount > 0) NOT VALID
            ALTER TABLE loose VALIDATE CONSTRAINT positive
            ALTER TABLE orders ADD CONSTRAINT u UNIQUE (code)
            ALTER TABLE orders ADD CONSTRAINT u UNIQUE USING INDEX orders_code
            ALTER TABLE loose ADD PRIMARY KEY (id)
            ALTER TABLE orders ADD EXCLUDE (code WITH =)
            ALTER TABLE lines DROP CONSTRAINT to_order
            ALTER TABLE loose DROP CONSTRAINT positive
            ALTER TABLE orders ALTER COLUMN code SET NOT NULL
            ALTER TABLE checked ALTER COLUMN a SET NOT NULL
            ALTER TABLE checked ALTER COLUMN b SET NOT NULL
            ALTER TABLE customers ALTER COLUMN name DROP NOT NULL
            ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'x'
            ALTER TABLE orders ALTER COLUMN note DROP DEFAULT
            ALTER TABLE orders ALTER COLUMN note SET STATISTICS 200
            ALTER TABLE orders ALTER COLUMN code SET STORAGE EXTERNAL
            ALTER TABLE orders ALTER COLUMN note TYPE varchar(40)
            ALTER TABLE orders ALTER COLUMN note TYPE text
            ALTER TABLE orders ALTER COLUMN note TYPE varchar(10)
            ALTER TABLE orders ALTER COLUMN code TYPE varchar
            ALTER TABLE orders ALTER COLUMN code TYPE varchar(90)
            ALTER TABLE orders ALTER COLUMN customer TYPE bigint
            ALTER TABLE orders ALTER COLUMN total TYPE int
            ALTER TABLE orders ALTER COLUMN amount TYPE numeric(12,2)
            ALTER TABLE orders ALTER COLUMN amount TYPE numeric
            ALTER TABLE orders ALTER COLUMN amount TYPE numeric(12,4)
            ALTER TABLE orders ALTER COLUMN amount TYPE numeric(12,1)
            ALTER TABLE orders ALTER COLUMN placed TYPE timestamp(6)
            ALTER TABLE orders ALTER COLUMN placed TYPE timestamp(0)
            ALTER TABLE orders ALTER COLUMN placed TYPE date
            ALTER TABLE orders ALTER COLUMN doc TYPE jsonb
            ALTER TABLE orders ALTER COLUMN host TYPE cidr
            ALTER TABLE orders ALTER COLUMN gone TYPE inet
            ALTER TABLE orders ALTER COLUMN fixed TYPE text
            ALTER TABLE orders ALTER COLUMN ratio TYPE real
            ALTER TABLE orders ALTER COLUMN note TYPE varchar(10) USING note::varchar(10)
            ALTER TABLE checked ALTER COLUMN s TYPE varchar(20)
            ALTER TABLE orders RENAME COLUMN note TO remark
            ALTER TABLE orders RENAME TO purchases
            ALTER TABLE orders SET (fillfactor = 80)
            ALTER TABLE orders SET (autovacuum_enabled = false)
            ALTER TABLE loose SET UNLOGGED
            ALTER TABLE orders REPLICA IDENTITY FULL
            ALTER TABLE orders ENABLE ROW LEVEL SECURITY
            ALTER TABLE orders DISABLE TRIGGER USER
            ALTER TABLE orders ENABLE TRIGGER touched
            ALTER TABLE orders CLUSTER ON orders_note
            ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM (1000000) TO (2000000)
            ALTER TABLE events DETACH PARTITION events_1
            CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM (2000000) TO (3000000)
            CREATE TABLE fresh (id int REFERENCES customers)
            CREATE INDEX i ON orders (amount)
            CREATE UNIQUE INDEX i ON orders (id)
            DROP INDEX orders_note
            REINDEX TABLE orders
            CLUSTER orders USING orders_note
            CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch()
            DROP TRIGGER touched ON orders
            CREATE RULE r AS ON DELETE TO loose DO INSTEAD NOTHING
            CREATE POLICY p ON orders USING (true)
            TRUNCATE loose
            LOCK TABLE orders IN SHARE MODE
            LOCK TABLE orders
            REFRESH MATERIALIZED VIEW totals
            REFRESH MATERIALIZED VIEW CONCURRENTLY totals
            DROP MATERIALIZED VIEW totals
            DROP TABLE loose
            DELETE FROM loose
            UPDATE loose SET n = 2
            INSERT INTO loose VALUES (0, 1)
            17 ALTER TABLE loose ADD COLUMN x int GENERATED ALWAYS AS (n * 2) STORED
            """;

    private static final String NAMES = """
            SELECT oid, relname FROM pg_class
             WHERE relkind IN ('r', 'p', 'm') AND relnamespace = 'public'::regnamespace
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
    void theServerLocksRewritesAndReadsWhatTheClassifierSays(int major) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (PostgresDatabase database = PostgresServer.version(major).newDatabase();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA);
            for (String sql : OTHERS) {
                statement.execute(sql);
            }
            connection.setAutoCommit(false);
            for (String line : STATEMENTS.lines().toList()) {
                check(line, major, connection).ifPresent(wrong::add);
            }
        }
        assertThat(wrong).isEmpty();
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
        var scripts = List.of(new MigrationScript("V1.sql", SCHEMA), new MigrationScript("V2.sql", sql));
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

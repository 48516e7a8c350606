package io.dbguard.h2.chaos;

import io.dbguard.h2.testing.H2Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Does to a few tables what applications and migrations do to tables, each time something else. */
final class RandomH2Workload implements AutoCloseable {
    private static final List<String> TABLES = List.of("A", "B", "C");
    private static final String COLUMNS = "(ID INT, V VARCHAR(100), L CLOB)";
    private static final String TWO_PHASE = "TWO_PHASE";

    /** Locked by somebody else, no such object, an object of that name, a value that does not fit, a deadlock. */
    private static final Set<Integer> REFUSALS =
            Set.of(50200, 42102, 42101, 42121, 42122, 90131, 40001, 22018, 90085, 90107, 23502);

    private final H2Database database;
    private final Random random;
    private Connection connection;
    private Connection late;
    private boolean inDoubt;
    private boolean justOpened;
    private int names;

    RandomH2Workload(H2Database database, Random random) throws SQLException {
        this.database = database;
        this.random = random;
        open();
        run("CREATE SEQUENCE S");
        run("CREATE TABLE NUMBERED (ID INT GENERATED ALWAYS AS IDENTITY, V INT)");
        run("CREATE TABLE PREPARED (V INT) AS SELECT 0");
        run("CREATE TABLE PLAIN_1 (V INT) AS SELECT 1");
        run("CREATE TABLE PLAIN_2 (V INT) AS SELECT 2");
        for (String table : TABLES) {
            run("CREATE TABLE " + table + COLUMNS);
            run(insert(table, 100));
        }
    }

    private void open() throws SQLException {
        connection = database.dataSource().getConnection();
        late = database.dataSource().getConnection();
        late.setAutoCommit(false);
        for (Connection each : List.of(connection, late)) {
            try (Statement statement = each.createStatement()) {
                statement.execute("SET LOCK_TIMEOUT 20");
            }
        }
    }

    /** Does something and returns what. What is refused since somebody is in its way is done another time. */
    String step() throws SQLException {
        String done = next();
        try {
            for (String sql : done.split(";;", -1)) {
                run(sql);
            }
        } catch (SQLException e) {
            if (!REFUSALS.contains(e.getErrorCode())) {
                throw e;
            }
            connection.rollback();
            repair();
        }
        connection.setAutoCommit(true);
        return done;
    }

    /** Two tables that were to change their names with each other may have stopped on the way. */
    private void repair() throws SQLException {
        late.rollback();
        for (String table : TABLES) {
            try {
                run("ALTER TABLE IF EXISTS X RENAME TO " + table);
            } catch (SQLException e) {
                if (e.getErrorCode() != 42101) {
                    throw e;
                }
            }
        }
    }

    private String next() throws SQLException {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        String other = TABLES.get(random.nextInt(TABLES.size()));
        int id = random.nextInt(100);
        if (inDoubt && random.nextBoolean()) {
            return twoPhase(id);
        }
        if (justOpened) {
            return atOnce(id);
        }
        return switch (random.nextInt(28)) {
            case 0, 1 -> insert(table, 1 + random.nextInt(20));
            case 2, 3 -> "UPDATE " + table + " SET V = '" + id + "' WHERE ID BETWEEN " + id + " AND " + (id + 3);
            case 4 -> "DELETE FROM " + table + " WHERE ID = " + id;
            case 5 -> "UPDATE " + table + " SET L = REPEAT('" + id + "', 300) WHERE ID = " + id;
            case 6 ->
                transaction(
                        insert(table, 3) + ";;SAVEPOINT P;;DELETE FROM " + other + ";;ROLLBACK TO SAVEPOINT P;;UPDATE "
                                + other + " SET ID = ID + 1 WHERE ID = " + id + ";;COMMIT");
            case 7 -> transaction("DELETE FROM " + table + ";;" + insert(other, 5) + ";;ROLLBACK");
            case 8 ->
                transaction("INSERT INTO " + table + " (ID, V) SELECT ID, V FROM " + other + " WHERE ID = " + id
                        + ";;COMMIT");
            case 9 -> random.nextInt(3) > 0 ? "ANALYZE" : "TRUNCATE TABLE " + table;
            case 10 -> "ALTER TABLE " + table + " ADD COLUMN N" + names++ + " INT DEFAULT " + id;
            case 11 -> "ALTER TABLE " + table + " DROP COLUMN IF EXISTS N" + random.nextInt(names + 1);
            case 12 -> "ALTER TABLE " + table + " ALTER COLUMN V VARCHAR(" + (100 + random.nextInt(3)) + ")";
            case 13 -> "DROP TABLE " + table + ";;CREATE TABLE " + table + COLUMNS;
            case 14 -> "DROP TABLE " + table + ";;CREATE TABLE " + table + COLUMNS + ";;" + insert(table, 10);
            case 15 ->
                table.equals(other)
                        ? "SELECT 1"
                        : "ALTER TABLE " + table + " RENAME TO X;;ALTER TABLE " + other + " RENAME TO " + table
                                + ";;ALTER TABLE X RENAME TO " + other;
            case 16 ->
                "ALTER TABLE " + table + " ALTER COLUMN ID RENAME TO V0;;ALTER TABLE " + table
                        + " ALTER COLUMN V0 RENAME TO ID";
            case 17 -> "COMMENT ON TABLE " + table + " IS '" + id % 4 + "'";
            case 18 -> random.nextBoolean() ? "SELECT NEXT VALUE FOR S" : "ALTER SEQUENCE S RESTART WITH " + (id + 1);
            case 19 -> "INSERT INTO NUMBERED (V) VALUES (1)";
            case 20 -> late(table, id);
            case 21, 27 -> finish();
            case 22 -> twoPhase(id);
            case 23 -> reopen();
            case 24 -> "SELECT * FROM " + table + " WHERE ID = " + id + " FOR UPDATE";
            case 25 ->
                "CREATE INDEX IF NOT EXISTS I" + id % 5 + " ON " + table + " (V);;DROP INDEX IF EXISTS I"
                        + (id + 1) % 5;
            default -> "SELECT COUNT(*) FROM " + table;
        };
    }

    /** Of a table that nobody has touched since the database was opened H2 tells least. */
    private String atOnce(int id) throws SQLException {
        justOpened = false;
        return switch (random.nextInt(3)) {
            case 0 -> "DROP TABLE PLAIN_1;;CREATE TABLE PLAIN_1 (V INT)";
            case 1 ->
                "ALTER TABLE PLAIN_1 RENAME TO PLAIN;;ALTER TABLE PLAIN_2 RENAME TO PLAIN_1;;"
                        + "ALTER TABLE PLAIN RENAME TO PLAIN_2";
            default -> {
                run("UPDATE PLAIN_2 SET V = V + " + (id + 1));
                yield reopen();
            }
        };
    }

    private String transaction(String statements) throws SQLException {
        connection.setAutoCommit(false);
        return statements;
    }

    private String insert(String table, int rows) {
        return "INSERT INTO " + table + " (ID, V) SELECT MOD(X, 100), 'v' || X FROM SYSTEM_RANGE(" + random.nextInt(100)
                + ", 1000) FETCH FIRST " + rows + " ROWS ONLY";
    }

    /** Something that another transaction does and that stays unseen for some steps. */
    private String late(String table, int id) throws SQLException {
        try (Statement statement = late.createStatement()) {
            statement.execute("UPDATE " + table + " SET V = 'late' WHERE ID = " + id);
        } catch (SQLException e) {
            late.rollback();
        }
        return "SELECT 'late'";
    }

    private String finish() throws SQLException {
        if (random.nextInt(3) > 0) {
            late.commit();
        } else {
            late.rollback();
        }
        return "SELECT 'finished'";
    }

    /**
     * A transaction that is prepared, outlives its session, and is committed some steps later. H2 cannot roll it back, and
     * does not survive that its table is altered meanwhile, so it has one of its own.
     */
    private String twoPhase(int id) throws SQLException {
        if (inDoubt) {
            inDoubt = false;
            return "COMMIT TRANSACTION " + TWO_PHASE;
        }
        try (Connection short_ = database.dataSource().getConnection();
                Statement statement = short_.createStatement()) {
            short_.setAutoCommit(false);
            if (statement.executeUpdate("UPDATE PREPARED SET V = " + id) > 0) {
                statement.execute("PREPARE COMMIT " + TWO_PHASE);
                inDoubt = true;
            }
        } catch (SQLException e) {
            return "SELECT 'in the way'";
        }
        return "SELECT 'prepared'";
    }

    private String reopen() throws SQLException {
        late.rollback();
        if (inDoubt) {
            return "SELECT 'in doubt'";
        }
        run("MERGE INTO PLAIN_1 KEY (V) VALUES (1)");
        if (random.nextInt(3) > 0) {
            run("CHECKPOINT SYNC");
        }
        run(random.nextBoolean() ? "SHUTDOWN" : "SHUTDOWN IMMEDIATELY");
        open();
        justOpened = true;
        return "SELECT 'opened again'";
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        late.rollback();
        run("SHUTDOWN IMMEDIATELY");
    }
}

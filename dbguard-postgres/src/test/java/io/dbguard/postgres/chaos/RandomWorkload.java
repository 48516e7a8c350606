package io.dbguard.postgres.chaos;

import io.dbguard.postgres.testing.PostgresDatabase;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.postgresql.PGConnection;

/** Does to a few tables what applications, migrations and the server itself do to tables, each time something else. */
final class RandomWorkload implements AutoCloseable {
    private static final List<String> TABLES = List.of("plain", "toasted", "labels", "unlogged", "part_1", "part_2");

    private final Random random;
    private final Connection connection;
    private final Connection late;
    private int names;
    private boolean prepared;

    RandomWorkload(PostgresDatabase database, Random random) throws SQLException {
        this.random = random;
        this.connection = database.dataSource().getConnection();
        this.late = database.dataSource().getConnection();
        late.setAutoCommit(false);
        for (Connection each : List.of(connection, late)) {
            try (Statement statement = each.createStatement()) {
                statement.execute("SET lock_timeout = '20ms'");
            }
        }
        late.commit();
        run("CREATE TYPE mood AS ENUM ('low', 'high')");
        run("CREATE DOMAIN short AS varchar(400)");
        for (String table : List.of("plain", "toasted", "labels", "part")) {
            run("CREATE TABLE " + table + " (id int, v short, m mood, r int4range, a numeric[])"
                    + (table.equals("part") ? " PARTITION BY RANGE (id)" : ""));
        }
        run("CREATE UNLOGGED TABLE unlogged (LIKE plain)");
        run("CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (500)");
        run("CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM (500) TO (100000)");
        run("CREATE INDEX plain_id ON plain (id)");
        for (String table : List.of("plain", "toasted", "labels", "unlogged", "part")) {
            run(insert(table, 1000));
        }
    }

    /** Does something and returns what. What is refused since another transaction is in its way is done another time. */
    String step() throws SQLException {
        String done = next();
        try {
            for (String sql : done.split(";;", -1)) {
                run(sql);
            }
        } catch (SQLException e) {
            if (!List.of(
                            "55P03", "40P01", "2BP01", "42701", "42704", "42703", "22P02", "42809", "55006", "0A000",
                            "23514", "42P16")
                    .contains(e.getSQLState())) {
                throw e;
            }
            run("ROLLBACK");
        }
        return done;
    }

    private String next() throws SQLException {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        int id = random.nextInt(1000);
        return switch (random.nextInt(26)) {
            case 0, 1 -> insert(table.startsWith("part") ? "part" : table, 1 + random.nextInt(60));
            case 2, 3 ->
                "UPDATE " + table + " SET v = v || 'x' WHERE id BETWEEN " + id + " AND " + (id + 5)
                        + " AND length(v) < 350";
            case 4, 5 -> "DELETE FROM " + table + " WHERE id BETWEEN " + id + " AND " + (id + 5);
            case 6 ->
                "BEGIN;;" + insert("plain", 5) + ";;SAVEPOINT s;;DELETE FROM plain WHERE id < " + id
                        + ";;ROLLBACK TO s;;UPDATE plain SET id = id + 1 WHERE id = " + id + ";;RELEASE s;;COMMIT";
            case 7 -> "BEGIN;;DELETE FROM " + table + ";;" + insert("labels", 10) + ";;ROLLBACK";
            case 8 -> "VACUUM " + table;
            case 9 -> "VACUUM (FREEZE) " + table;
            case 10 -> "VACUUM FULL " + table;
            case 11 -> "CLUSTER plain USING plain_id";
            case 12 -> random.nextInt(4) > 0 ? "ANALYZE " + table : "TRUNCATE " + table;
            case 13 -> "ALTER TABLE " + table.replaceFirst("_.", "") + " ADD COLUMN n" + names++ + " int DEFAULT " + id;
            case 14 ->
                "ALTER TABLE " + table.replaceFirst("_.", "") + " DROP COLUMN IF EXISTS n" + random.nextInt(names + 1);
            case 15 ->
                random.nextBoolean()
                        ? "ALTER TYPE mood RENAME VALUE 'low' TO 'old';;ALTER TYPE mood RENAME VALUE 'high' TO 'low';;"
                                + "ALTER TYPE mood RENAME VALUE 'old' TO 'high'"
                        : "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'm" + random.nextInt(5) + "'";
            case 16 -> late(table, id);
            case 17 -> finish();
            case 18 -> prepare(table, id);
            case 19 -> copyFrozen();
            case 20 -> "SELECT * FROM " + table + " WHERE id < " + id + " FOR UPDATE";
            case 21 -> "SELECT count(*) FROM " + table;
            case 22 -> "ALTER TABLE plain ALTER COLUMN v TYPE " + (random.nextBoolean() ? "text" : "short");
            case 23 -> "BEGIN;;TRUNCATE toasted;;" + insert("toasted", 200) + ";;COMMIT";
            case 24 ->
                "BEGIN;;ALTER TABLE plain DROP COLUMN a;;ALTER TABLE plain ADD COLUMN a numeric[] DEFAULT '{" + id
                        + "}';;ALTER TABLE plain ALTER COLUMN a DROP DEFAULT;;COMMIT";
            default ->
                "UPDATE " + table + " SET v = (SELECT string_agg(md5(g::text), '') FROM generate_series(1, 12) g)"
                        + " WHERE id = " + id;
        };
    }

    private String insert(String table, int rows) {
        String size = table.equals("toasted") ? "400" : "20 + g % 200";
        return "INSERT INTO " + table + " (id, v, m) SELECT g % 1000, repeat(chr(97 + g % 26), " + size
                + "), 'high' FROM generate_series(" + random.nextInt(1000) + ", " + (1000 + rows) + ") g LIMIT " + rows;
    }

    /** Something that another transaction does and that stays unseen for some steps. */
    private String late(String table, int id) throws SQLException {
        try (Statement statement = late.createStatement()) {
            statement.execute("SAVEPOINT s");
            try {
                statement.execute("UPDATE " + table + " SET v = 'late' WHERE id = " + id);
            } catch (SQLException e) {
                statement.execute("ROLLBACK TO s");
            }
        }
        return "SELECT 'late'";
    }

    /** Ends what has been left open. */
    String settle() throws SQLException {
        finish();
        if (prepared) {
            run(endPrepared());
        }
        return "SELECT 'settled'";
    }

    private String finish() throws SQLException {
        if (random.nextInt(3) > 0) {
            late.commit();
        } else {
            late.rollback();
        }
        return "SELECT 'finished'";
    }

    private String prepare(String table, int id) throws SQLException {
        if (prepared) {
            return endPrepared();
        }
        try {
            run("BEGIN");
            run("UPDATE " + table + " SET v = 'prepared' WHERE id = " + id);
            run("PREPARE TRANSACTION 'two'");
            prepared = true;
        } catch (SQLException e) {
            run("ROLLBACK");
        }
        return "SELECT 'prepared'";
    }

    private String endPrepared() {
        prepared = false;
        return random.nextBoolean() ? "COMMIT PREPARED 'two'" : "ROLLBACK PREPARED 'two'";
    }

    /** Rows that carry no id of a transaction, in a file that is new. */
    private String copyFrozen() throws SQLException {
        String rows = (random.nextInt(1000) + "\tfrozen\n").repeat(1 + random.nextInt(200));
        try {
            run("BEGIN");
            run("TRUNCATE labels");
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY labels (id, v) FROM STDIN (FREEZE)",
                            new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8)));
            run("COMMIT");
        } catch (SQLException | java.io.IOException e) {
            run("ROLLBACK");
        }
        return "SELECT 'frozen'";
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        late.rollback();
        late.close();
        if (prepared) {
            run("ROLLBACK PREPARED 'two'");
        }
        connection.close();
    }
}

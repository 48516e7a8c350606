package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.RestoreRequest;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.RequestException;
import io.dbguard.api.report.TableChange;
import io.dbguard.api.restore.OrphanTreatment;
import io.dbguard.api.restore.RestoreMode;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresDump;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows come back into tables of PostgreSQL that have what only PostgreSQL has. */
class PostgresMergeTest {
    @TempDir
    Path folder;

    private final PostgresServer server = PostgresServer.version(17);
    private PostgresDatabase database;

    @BeforeEach
    void createDatabase() {
        database = server.newDatabase();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private RestoreRequest merge() {
        return Guard.protect(database.dataSource())
                .storeIn(folder)
                .lockWait(Duration.ofMillis(500))
                .build()
                .restore()
                .latest()
                .mode(RestoreMode.MERGE);
    }

    private String backup() {
        Guard.protect(database.dataSource()).storeIn(folder).build().backup().run();
        return PostgresDump.of(database);
    }

    @Test
    void oddTablesGetTheirRowsBack() {
        database.run(
                "CREATE TYPE mood AS ENUM ('sad', 'glad')",
                "CREATE DOMAIN short AS text CHECK (length(VALUE) < 9)",
                "CREATE TABLE \"Odd Name\" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, \"A \"\"b\" json, p point,"
                        + " m mood, s short, tags text[], twice int GENERATED ALWAYS AS (id * 2) STORED)",
                "INSERT INTO \"Odd Name\" (\"A \"\"b\", p, m, s, tags) VALUES ('{\"a\": 1}', '(1,2)', 'glad', 'x', '{a,NULL}'),"
                        + " ('[1,  2]', NULL, 'sad', NULL, '{}'), (NULL, '(0,0)', NULL, 'y', NULL)");
        String before = backup();
        database.run(
                "DELETE FROM \"Odd Name\" WHERE id = 1",
                "UPDATE \"Odd Name\" SET \"A \"\"b\" = '[1, 2]' WHERE id = 2",
                "UPDATE \"Odd Name\" SET p = '(0,-0)', tags = '{NULL}' WHERE id = 3");
        TableChange change = merge().dryRun().tables().get(0);
        assertThat(change.inserted()).isEqualTo(1);
        assertThat(change.updated()).isEqualTo(2);
        assertThat(change.columns()).containsOnlyKeys("A \"b", "p", "tags");
        merge().run();
        assertThat(PostgresDump.of(database)).isEqualTo(before);
    }

    @Test
    void keysAreTheSameInTheSenseOfAnExtensionsType() {
        database.run(
                "CREATE EXTENSION citext",
                "CREATE DOMAIN mail AS citext",
                "CREATE TABLE p (mail mail PRIMARY KEY, n int)",
                "CREATE TABLE c (id int PRIMARY KEY, mail citext REFERENCES p)",
                "CREATE TABLE seats (id int PRIMARY KEY, who citext, UNIQUE NULLS NOT DISTINCT (who))",
                "CREATE TABLE lists (words citext[] PRIMARY KEY, n int)",
                "INSERT INTO p VALUES ('Ada', 1), ('bob', 2)",
                "INSERT INTO c VALUES (1, 'Ada'), (2, 'bob')",
                "INSERT INTO seats VALUES (1, 'Ada'), (2, NULL), (3, 'eve')",
                "INSERT INTO lists VALUES ('{a,b}', 1)");
        backup();
        database.run(
                "DELETE FROM c",
                "DELETE FROM p WHERE n = 2",
                "UPDATE p SET mail = 'ADA', n = 7",
                "DELETE FROM seats",
                "INSERT INTO seats VALUES (8, 'ADA'), (9, NULL)",
                "UPDATE lists SET words = '{A,B}', n = 7");
        RestoreRequest request = merge().where("public.p", "mail = 'aDA'").orphans(OrphanTreatment.SKIP);
        request.run();
        assertThat(database.query("SELECT mail, n FROM p")).containsExactly("ADA|1");
        assertThat(database.query("SELECT id, mail FROM c")).containsExactly("1|Ada");
        assertThat(database.query("SELECT id, who FROM seats ORDER BY id")).containsExactly("3|eve", "8|ADA", "9|null");
        assertThat(database.query("SELECT words, n FROM lists")).containsExactly("{A,B}|1");
    }

    @Test
    void aForeignKeyHoldsInTheSenseOfTheTypeThatItPointsAt() {
        database.run(
                "CREATE EXTENSION citext",
                "CREATE TABLE p (mail text PRIMARY KEY)",
                "CREATE TABLE c (id int PRIMARY KEY, mail citext REFERENCES p)",
                "INSERT INTO p VALUES ('Ada'), ('ada')",
                "INSERT INTO c VALUES (1, 'ada'), (2, 'Ada')");
        backup();
        database.run("DELETE FROM c", "DELETE FROM p WHERE mail = 'ada'");
        merge().table("c").orphans(OrphanTreatment.SKIP).run();
        assertThat(database.query("SELECT id FROM c")).containsExactly("2");
    }

    /** It would be run by whoever restores. */
    @Test
    void anOperatorThatAnybodyCanHaveMadeIsNotTaken() {
        database.run(
                "CREATE EXTENSION citext",
                "GRANT CREATE ON SCHEMA public TO PUBLIC",
                "CREATE TABLE p (mail varchar(9) PRIMARY KEY, n int)",
                "CREATE TABLE c (id int PRIMARY KEY, mail varchar(9) UNIQUE REFERENCES p)",
                "INSERT INTO p VALUES ('a', 1), ('b', 2)",
                "INSERT INTO c VALUES (1, 'a'), (2, 'b')",
                "CREATE FUNCTION trap(varchar, varchar) RETURNS boolean LANGUAGE plpgsql"
                        + " AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$",
                "CREATE OPERATOR = (LEFTARG = varchar, RIGHTARG = varchar, FUNCTION = trap)");
        backup();
        database.run("DELETE FROM c", "DELETE FROM p WHERE n = 1", "UPDATE p SET n = 7");
        merge().where("public.p", "mail = 'a'").orphans(OrphanTreatment.SKIP).run();
        assertThat(database.query("SELECT mail::text, n FROM p ORDER BY n")).containsExactly("a|1", "b|7");
        assertThat(database.query("SELECT id FROM c ORDER BY id")).containsExactly("1", "2");
    }

    /** Compared as text it would find fewer rows. */
    @Test
    void aConditionIsRefusedWhoseOperatorWouldBeThatOfAnotherType() {
        database.run(
                "CREATE EXTENSION citext",
                "GRANT CREATE ON SCHEMA public TO PUBLIC",
                "CREATE TABLE p (mail citext PRIMARY KEY, n int)",
                "INSERT INTO p VALUES ('Ada', 1), ('bob', 2), ('eve', 3)");
        backup();
        database.run("DELETE FROM p");
        assertThatThrownBy(() -> merge().where("public.p", "Mail = 'ada'").run())
                .isInstanceOf(RequestException.class)
                .hasMessageContainingAll("public.p", "mail", "nothing was changed", "OPERATOR(public.=)");
        merge().where("public.p", "mail OPERATOR(public.=) 'ada'::public.citext")
                .run();
        merge().where("public.p", "n = 2 AND mail IS NOT NULL").run();
        merge().where("public.p", "mail::text = 'eve'").run();
        assertThat(database.query("SELECT n FROM p ORDER BY n")).containsExactly("1", "2", "3");
    }

    /** The driver would take it for an argument. */
    @Test
    void aQuestionMarkMayBeAnOperator() {
        database.run(
                "CREATE TABLE u (id int PRIMARY KEY, mail text, data jsonb)",
                "CREATE UNIQUE INDEX one_mail ON u (mail) WHERE data ? 'active'",
                "INSERT INTO u VALUES (1, 'a', '{\"active\": 1}'), (2, 'b', '{\"active\": 1}'), (3, 'b', '{\"gone\": 1}')");
        backup();
        database.run("DELETE FROM u", "INSERT INTO u VALUES (9, 'a', '{\"active\": 1}'), (8, 'b', '{}')");
        RestoreRequest request = merge().where("public.u", "data ? 'active' AND data ?| ARRAY['active', 'gone']")
                .orphans(OrphanTreatment.SKIP);
        assertThat(request.dryRun().tables().get(0).inserted()).isEqualTo(1);
        request.run();
        assertThat(database.query("SELECT id FROM u ORDER BY id")).containsExactly("2", "8", "9");
    }

    @Test
    void whatNoTwoRowsMayHaveIsForeseen() {
        database.run(
                "CREATE TABLE users (id int PRIMARY KEY, mail text, gone boolean NOT NULL)",
                "CREATE UNIQUE INDEX one_mail ON users (lower(mail)) WHERE NOT gone",
                "CREATE TABLE stays (id int PRIMARY KEY, days daterange, EXCLUDE USING gist (days WITH &&))",
                "CREATE TABLE seats (id int PRIMARY KEY, place int, UNIQUE (place) DEFERRABLE)",
                "CREATE TABLE flags (id int PRIMARY KEY, a int, b int, UNIQUE NULLS NOT DISTINCT (a, b))",
                "CREATE TABLE words (word text UNIQUE, n int)",
                "CREATE TABLE late (id int PRIMARY KEY DEFERRABLE, n int)",
                "INSERT INTO users VALUES (1, 'Ada@x', false), (2, 'B@x', true), (3, 'c@x', false)",
                "INSERT INTO stays VALUES (1, '[2026-01-01,2026-01-05)'), (2, '[2026-02-01,2026-02-05)')",
                "INSERT INTO seats VALUES (1, 1), (2, 2)",
                "INSERT INTO flags VALUES (1, 1, NULL), (2, NULL, NULL)",
                "INSERT INTO words VALUES ('a', 1), (NULL, 2)",
                "INSERT INTO late VALUES (1, 1), (2, 2)");
        backup();
        database.run(
                "DELETE FROM users",
                "INSERT INTO users VALUES (7, 'ada@X', false), (8, 'b@x', false), (9, 'C@x', true)",
                "DELETE FROM stays",
                "INSERT INTO stays VALUES (5, '[2026-01-04,2026-01-09)')",
                "UPDATE seats SET place = 3 - place",
                "DELETE FROM flags",
                "INSERT INTO flags VALUES (9, 1, NULL)",
                "UPDATE words SET n = 7",
                "UPDATE late SET n = 7 WHERE id = 1",
                "DELETE FROM late WHERE id = 2");
        RestoreRequest request = merge().orphans(OrphanTreatment.SKIP);
        Map<String, TableChange> said = request.dryRun().tables().stream()
                .collect(Collectors.toMap(change -> change.table().table(), change -> change));
        assertThat(said.get("users").rowsSkipped()).isEqualTo(1);
        assertThat(said.get("stays").rowsSkipped()).isEqualTo(1);
        assertThat(said.get("seats").updated()).isEqualTo(2);
        assertThat(said.get("flags").rowsSkipped()).isEqualTo(1);
        assertThat(said.get("words").inserted()).isEqualTo(1);
        assertThat(said.get("words").rowsSkipped()).isEqualTo(1);
        assertThat(said.get("late").inserted()).isEqualTo(1);
        assertThat(said.get("late").rowsSkipped()).isEqualTo(1);
        request.run();
        assertThat(database.query("SELECT id, n FROM late ORDER BY id")).containsExactly("1|7", "2|2");
        assertThat(database.query("SELECT id FROM users ORDER BY id")).containsExactly("2", "3", "7", "8", "9");
        assertThat(database.query("SELECT id FROM stays ORDER BY id")).containsExactly("2", "5");
        assertThat(database.query("SELECT place FROM seats ORDER BY id")).containsExactly("1", "2");
        assertThat(database.query("SELECT id FROM flags ORDER BY id")).containsExactly("2", "9");
        assertThat(database.query("SELECT n FROM words ORDER BY n")).containsExactly("2", "7", "7");
    }

    @Test
    void identitiesGoBackAndStayWhatTheyAre() {
        database.run(
                "CREATE TABLE t (id text PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY)",
                "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TRIGGER never BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION nothing()",
                "INSERT INTO t VALUES ('a'), ('b'), ('c')");
        String before = backup();
        database.run(
                "DELETE FROM t WHERE id IN ('a', 'b')",
                "INSERT INTO t OVERRIDING SYSTEM VALUE VALUES ('a', 70)",
                "SELECT setval('t_n_seq', 70)");
        assertThat(merge().dryRun().tables().get(0).updated()).isEqualTo(1);
        merge().run();
        assertThat(database.query("SELECT id, n FROM t ORDER BY id")).containsExactly("a|1", "b|2", "c|3");
        database.run("SELECT setval('t_n_seq', 3)");
        assertThat(PostgresDump.of(database)).isEqualTo(before);
    }

    @Test
    void triggersDoNotFireAndRowSecurityIsNoObstacle() {
        database.run(
                "CREATE TABLE log (what text)",
                "CREATE TABLE t (id int PRIMARY KEY, v int)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO log VALUES (TG_OP); RETURN NULL; END'",
                "CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION note()",
                "ALTER TABLE t DISABLE TRIGGER noted",
                "INSERT INTO t SELECT n, n FROM generate_series(1, 9) n",
                "ALTER TABLE t ENABLE ALWAYS TRIGGER noted",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY");
        String before = backup();
        database.run(
                "DELETE FROM t WHERE id < 4",
                "ALTER TABLE t DISABLE TRIGGER noted",
                "UPDATE t SET v = 0 WHERE id = 7",
                "ALTER TABLE t ENABLE ALWAYS TRIGGER noted");
        merge().run();
        assertThat(PostgresDump.of(database)).isEqualTo(before);
    }

    @Test
    void partitionsGetTheirRowsBackAndReferToRowsOfOtherPartitions() {
        database.run(
                "CREATE TABLE days (day date PRIMARY KEY) PARTITION BY RANGE (day)",
                "CREATE TABLE days_old PARTITION OF days FOR VALUES FROM (MINVALUE) TO ('2026-01-01')",
                "CREATE TABLE days_new PARTITION OF days FOR VALUES FROM ('2026-01-01') TO (MAXVALUE)",
                "CREATE TABLE visits (id int, day date REFERENCES days, PRIMARY KEY (id)) PARTITION BY HASH (id)",
                "CREATE TABLE visits_0 PARTITION OF visits FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE visits_1 PARTITION OF visits FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                "INSERT INTO days VALUES ('2025-12-31'), ('2026-01-01'), ('2026-01-02')",
                "INSERT INTO visits SELECT n, date '2025-12-31' + n % 3 FROM generate_series(1, 20) n");
        String before = backup();
        database.run("DELETE FROM visits WHERE id % 3 <> 1", "DELETE FROM days WHERE day <> '2026-01-01'");
        assertThatThrownBy(merge().table("visits")::run).hasMessageContaining("public.days");
        merge().run();
        assertThat(PostgresDump.of(database)).isEqualTo(before);
    }

    @Test
    void whoeverHoldsTheLockIsNamed() throws Exception {
        database.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        backup();
        database.run("DELETE FROM t");
        try (Connection worker = database.dataSource().getConnection();
                Statement statement = worker.createStatement()) {
            statement.execute("SET application_name = 'night shift'");
            worker.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (2)");
            assertThatThrownBy(merge().withoutSafetyBackup()::run)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("night shift")
                    .hasMessageContaining("public.t");
            worker.rollback();
        }
        merge().run();
        assertThat(database.query("SELECT id FROM t")).containsExactly("1");
    }

    @Test
    void whatComesAfterTheRowsSeesThem() {
        database.run(
                "CREATE TABLE lg (id int PRIMARY KEY)",
                "INSERT INTO lg VALUES (1), (2)",
                "CREATE MATERIALIZED VIEW mv AS SELECT count(*) AS n FROM lg");
        String before = backup();
        database.run("DROP TABLE lg CASCADE");
        merge().run();
        assertThat(database.value("SELECT n FROM mv")).isEqualTo("2");
        assertThat(PostgresDump.of(database)).isEqualTo(before);
    }

    @Test
    void rulesDoNotRun() {
        database.run(
                "CREATE TABLE rl (id int)",
                "CREATE TABLE r (id int PRIMARY KEY, v int, w int)",
                "CREATE RULE note AS ON INSERT TO r DO ALSO INSERT INTO rl VALUES (NEW.id)",
                "CREATE RULE noted AS ON UPDATE TO r DO ALSO INSERT INTO rl VALUES (NEW.id)",
                "INSERT INTO r VALUES (1, 1, 1), (2, 2, 2)");
        String before = backup();
        database.run(
                "DELETE FROM r WHERE id = 1",
                "UPDATE r SET v = 0, w = 0",
                "DELETE FROM rl WHERE ctid IN" + " (SELECT ctid FROM rl OFFSET 2)");
        merge().run();
        assertThat(PostgresDump.of(database)).isEqualTo(before);
    }

    @Test
    void deferredKeysAndTriggersGoTogether() {
        database.run(
                "CREATE TABLE p (id int PRIMARY KEY)",
                "CREATE TABLE c (id int PRIMARY KEY, p int REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
                "CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                "CREATE TRIGGER looked BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION same()",
                "INSERT INTO p VALUES (1)",
                "INSERT INTO c VALUES (1, 1), (2, 1)");
        String before = backup();
        database.run("DELETE FROM c");
        merge().run();
        assertThat(PostgresDump.of(database)).isEqualTo(before);
    }

    @Test
    void largeObjectsAndTablesWithoutColumnsAreNoObstacle() {
        database.run(
                "CREATE TABLE zero ()",
                "INSERT INTO zero DEFAULT VALUES",
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t VALUES (1)",
                "SELECT lo_from_bytea(4711, 'bytes')");
        backup();
        database.run("DELETE FROM t", "SELECT lo_put(4711, 0, 'BYTES')");
        assertThat(merge().mode(RestoreMode.REPLACE).dryRun().tables()).isNotEmpty();
        merge().run();
        assertThat(database.query("SELECT id FROM t")).containsExactly("1");
        assertThat(database.value("SELECT convert_from(lo_get(4711), 'UTF8')")).isEqualTo("BYTES");
    }
}

package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.contract.TestDatabase;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only PostgreSQL can do to a restore. */
class PostgresRestorerTest {
    @TempDir
    Path folder;

    private final PostgresServer server = PostgresServer.version(15);
    private PostgresDatabase database;

    @BeforeEach
    void createDatabase() {
        database = server.newDatabase();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private Guard guard() {
        return Guard.protect(database.dataSource())
                .storeIn(folder)
                .lockWait(Duration.ofMillis(500))
                .build();
    }

    @Test
    void aSequenceGoesBackWithTheTransaction() {
        database.run(
                "CREATE SEQUENCE s",
                "CREATE TABLE parent (id serial PRIMARY KEY)",
                "INSERT INTO parent VALUES (DEFAULT), (DEFAULT)",
                "CREATE TABLE child (parent int CONSTRAINT fk REFERENCES parent)");
        guard().backup().run();
        database.run(
                "SELECT setval('s', 500)",
                "SELECT setval('parent_id_seq', 700)",
                "INSERT INTO parent VALUES (600)",
                "INSERT INTO child VALUES (600)",
                "CREATE TABLE other (parent int CONSTRAINT other_fk REFERENCES parent)",
                "INSERT INTO other VALUES (600)");
        assertThatThrownBy(() -> guard().restore().latest().run()).isInstanceOf(DatabaseException.class);
        assertThat(database.value("SELECT last_value FROM s")).isEqualTo("500");
        assertThat(database.value("SELECT nextval('parent_id_seq')")).isEqualTo("701");
        database.run("DROP TABLE other");
        guard().restore().latest().run();
        assertThat(database.value("SELECT last_value || ' ' || is_called FROM s"))
                .isEqualTo("1 false");
        assertThat(database.value("SELECT nextval('parent_id_seq')")).isEqualTo("3");
    }

    @Test
    void triggersDoNotFireAndKeepTheirState() {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "CREATE TABLE log (what text)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO log VALUES (TG_OP); NEW.v := 'changed'; RETURN NEW; END $$",
                "INSERT INTO t VALUES (1, 'one')",
                "CREATE TRIGGER always BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION note()",
                "CREATE TRIGGER replica BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION note()",
                "CREATE TRIGGER never BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION note()",
                "ALTER TABLE t ENABLE ALWAYS TRIGGER always",
                "ALTER TABLE t ENABLE REPLICA TRIGGER replica",
                "ALTER TABLE t DISABLE TRIGGER never");
        String before = PostgresFacts.dump(database);
        guard().backup().run();
        database.run("DELETE FROM t");
        guard().restore().latest().run();
        assertThat(PostgresFacts.dump(database)).isEqualTo(before);
    }

    @Test
    void forcedRowSecurityOfTheOwnerIsNoObstacleAndStays() {
        database.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
        guard().backup().run();
        database.run(
                "DELETE FROM t", "ALTER TABLE t ENABLE ROW LEVEL SECURITY", "ALTER TABLE t FORCE ROW LEVEL SECURITY");
        guard().restore().latest().withoutSafetyBackup().table("t").run();
        assertThat(database.value("SELECT relforcerowsecurity FROM pg_class WHERE oid = 't'::regclass"))
                .isEqualTo("t");
        database.run("ALTER TABLE t NO FORCE ROW LEVEL SECURITY");
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("2");
    }

    @Test
    void rowSecurityIsForcedNoMoreIfTheBackupDoesNotSaySo() {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t VALUES (1), (2)",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY");
        String before = PostgresFacts.dump(database);
        guard().backup().run();
        database.run("DELETE FROM t", "ALTER TABLE t FORCE ROW LEVEL SECURITY");
        guard().restore().latest().withoutSafetyBackup().run();
        assertThat(PostgresFacts.dump(database)).isEqualTo(before);
        assertThat(database.value("SELECT relforcerowsecurity FROM pg_class WHERE oid = 't'::regclass"))
                .isEqualTo("f");
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("2");
    }

    @Test
    void rowSecurityThatTheBackupForcesIsNoObstacleForTheOwner() {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t VALUES (1), (2)",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
        try (Guard guard = Guard.protect(database.superuser()).storeIn(folder).build()) {
            guard.backup().run();
        }
        database.run("ALTER TABLE t NO FORCE ROW LEVEL SECURITY", "DELETE FROM t WHERE id = 1");
        guard().restore().latest().run();
        assertThat(database.value("SELECT relforcerowsecurity FROM pg_class WHERE oid = 't'::regclass"))
                .isEqualTo("t");
        assertThat(database.asSuperuser().value("SELECT count(*) FROM t")).isEqualTo("2");
    }

    @Test
    void aForeignKeyThatWasNotValidatedStaysSo() {
        database.run(
                "CREATE TABLE p (id int PRIMARY KEY)",
                "CREATE TABLE c (p int)",
                "INSERT INTO c VALUES (5)",
                "ALTER TABLE c ADD CONSTRAINT loose FOREIGN KEY (p) REFERENCES p NOT VALID");
        String before = PostgresFacts.dump(database);
        guard().backup().run();
        database.run("INSERT INTO p VALUES (1)", "TRUNCATE c");
        guard().restore().latest().run();
        assertThat(PostgresFacts.dump(database)).isEqualTo(before);
    }

    @Test
    void aLockThatSomebodyHoldsEndsTheRestoreAndNothingElse() throws Exception {
        database.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1)");
        guard().backup().run();
        database.run("INSERT INTO t VALUES (2)");
        try (Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM t");
            assertThatThrownBy(() -> guard().restore().latest().run())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContainingAll("lock", "as it was");
            reader.rollback();
        }
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("2");
        guard().restore().latest().run();
        assertThat(database.value("SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void aMaterializedViewShowsTheRowsThatCameBack() {
        database.run(
                "CREATE TABLE orders (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE few PARTITION OF orders FOR VALUES FROM (0) TO (100)",
                "CREATE TABLE other (id int PRIMARY KEY)",
                "INSERT INTO orders VALUES (1), (2)",
                "CREATE VIEW between AS SELECT id FROM orders",
                "CREATE MATERIALIZED VIEW m AS SELECT id FROM between",
                "CREATE MATERIALIZED VIEW of_m AS SELECT count(*) AS n FROM m",
                "CREATE MATERIALIZED VIEW of_other AS SELECT count(*) AS n FROM other");
        guard().backup().run();
        database.run(
                "DELETE FROM orders",
                "REFRESH MATERIALIZED VIEW m",
                "REFRESH MATERIALIZED VIEW of_m",
                "INSERT INTO other VALUES (1)",
                "REFRESH MATERIALIZED VIEW of_other",
                "DELETE FROM other");
        assertThat(guard().restore().latest().dryRun().replaced())
                .extracting(ObjectId::toString)
                .containsExactly("materialized rows public.m", "materialized rows public.of_m");
        guard().restore().latest().run();
        assertThat(database.query("SELECT id FROM m ORDER BY id")).containsExactly("1", "2");
        assertThat(database.value("SELECT n FROM of_m")).isEqualTo("2");
        assertThat(database.value("SELECT n FROM of_other")).isEqualTo("1");
        assertThat(guard().restore().latest().dryRun().replaced()).isEmpty();
    }

    @Test
    void aMaterializedViewOfAnotherRoleIsNoObstacle() {
        database.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
        database.runAsSuperuser("CREATE MATERIALIZED VIEW m AS SELECT id FROM t");
        guard().backup().run();
        database.run("DELETE FROM t WHERE id = 1");
        database.runAsSuperuser("REFRESH MATERIALIZED VIEW m");
        assertThat(guard().restore().latest().run().warnings())
                .singleElement()
                .asString()
                .contains("must be owner of materialized view m", "run REFRESH MATERIALIZED VIEW \"public\".\"m\"");
        assertThat(database.query("SELECT id FROM t ORDER BY id")).containsExactly("1", "2");
        assertThat(database.asSuperuser().query("SELECT id FROM m")).containsExactly("2");
    }

    @Test
    void aMaterializedViewShowsWhatPoliciesLetItsOwnerSee() {
        database.runAsSuperuser(
                "CREATE TABLE t (id int PRIMARY KEY)",
                "INSERT INTO t VALUES (1), (2)",
                "GRANT SELECT ON t TO " + database.name(),
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY first ON t USING (id = 1)");
        database.run("CREATE MATERIALIZED VIEW m AS SELECT id FROM t");
        try (Guard guard = Guard.protect(database.superuser()).storeIn(folder).build()) {
            guard.backup().run();
            database.runAsSuperuser("DELETE FROM t", "REFRESH MATERIALIZED VIEW m");
            assertThat(guard.restore().latest().run().warnings()).isEmpty();
        }
        assertThat(database.query("SELECT id FROM m")).containsExactly("1");
        assertThat(database.asSuperuser().value("SELECT count(*) FROM t")).isEqualTo("2");
    }

    @Test
    void aTypeThatChangedTakesItsTablesWithIt() {
        database.run(
                "CREATE TYPE mood AS ENUM ('a', 'b')",
                "CREATE TABLE t (id int PRIMARY KEY, m mood)",
                "CREATE TABLE u (id int PRIMARY KEY)",
                "CREATE VIEW v AS SELECT m FROM t",
                "INSERT INTO t VALUES (1, 'b')");
        String before = PostgresFacts.dump(database);
        guard().backup().run();
        database.run("ALTER TYPE mood RENAME VALUE 'b' TO 'c'");
        guard().restore().latest().run();
        assertThat(PostgresFacts.dump(database)).isEqualTo(before);
    }

    @Test
    void aViewThatCameLaterSurvivesARecreatedTable() {
        database.run("CREATE TABLE t (id int PRIMARY KEY, v text)", "INSERT INTO t VALUES (1, 'x')");
        guard().backup().run();
        database.run("CREATE VIEW later AS SELECT id FROM t", "ALTER TABLE t ADD COLUMN more int");
        guard().restore().latest().run();
        assertThat(database.query("SELECT id FROM later")).containsExactly("1");
        assertThat(database.query(
                        "SELECT column_name FROM information_schema.columns WHERE table_name = 't' ORDER BY 1"))
                .isEqualTo(List.of("id", "v"));
    }

    @Test
    void aKilledConnectionLeavesEverythingAsItWas() {
        database.run(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, repeat('x', 1000) FROM generate_series(1, 20000) i");
        guard().backup().run();
        database.run("DELETE FROM t WHERE id > 10");
        String before = PostgresFacts.dump(database);
        var killer = Guard.protect(database.dataSource())
                .storeIn(folder)
                .onProgress(progress -> {
                    if (progress.activity() == io.dbguard.api.report.Progress.Activity.RESTORE) {
                        server.admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                                + database.name() + "'");
                    }
                })
                .build();
        assertThatThrownBy(() -> killer.restore().latest().run()).isInstanceOf(DatabaseException.class);
        assertThat(PostgresFacts.dump(database)).isEqualTo(before);
    }

    @Test
    void largeObjectsComeBackWithoutASuperuser() {
        database.run(
                "SELECT lo_from_bytea(4711, decode(repeat('00ff5c0a09', 20000), 'hex')), lo_create(4712)",
                "COMMENT ON LARGE OBJECT 4711 IS 'bytes'");
        guard().backup().run();
        database.run("SELECT lo_unlink(4712), lo_put(4711, 5, '\\x41')");
        assertThat(guard().verify().latest().againstDatabase().identical()).isFalse();
        guard().restore().latest().run();
        assertThat(database.query("SELECT oid, md5(lo_get(oid)), obj_description(oid, 'pg_largeobject')"
                        + " FROM pg_largeobject_metadata ORDER BY 1"))
                .containsExactly(
                        "4711|" + database.value("SELECT md5(decode(repeat('00ff5c0a09', 20000), 'hex'))") + "|bytes",
                        "4712|d41d8cd98f00b204e9800998ecf8427e|null");
        assertThat(guard().verify().latest().againstDatabase().identical()).isTrue();
    }

    @Test
    void onlyTheUsersRowsOfAnExtensionsConfigurationTableAreBackedUp() {
        TestDatabase superuser = database.asSuperuser();
        superuser.run(
                "CREATE EXTENSION hstore",
                "CREATE TABLE config (k text PRIMARY KEY, v text)",
                "INSERT INTO config VALUES ('own', 'as delivered'), ('mine', 'kept')",
                "ALTER EXTENSION hstore ADD TABLE config",
                "UPDATE pg_extension SET extconfig = ARRAY['config'::regclass::oid],"
                        + " extcondition = ARRAY['WHERE k <> ''own'''] WHERE extname = 'hstore'");
        try (Guard guard = Guard.protect(database.superuser()).storeIn(folder).build()) {
            guard.backup().run();
            superuser.run("UPDATE config SET v = 'changed'");
            guard.restore().latest().run();
        }
        assertThat(superuser.query("SELECT k, v FROM config ORDER BY k")).containsExactly("mine|kept", "own|changed");
    }
}

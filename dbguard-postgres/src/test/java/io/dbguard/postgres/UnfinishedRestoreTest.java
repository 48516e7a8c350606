package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.report.Progress.Activity;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.schema.Part;
import io.dbguard.postgres.testing.CutOffDataSource;
import io.dbguard.postgres.testing.PostgresFacts;
import io.dbguard.spi.database.AccessOptions;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a restore on several connections has left that was cut off is removed, and nothing else. */
class UnfinishedRestoreTest extends ShopAndCopy {
    private static final String[] SHOP = {
        "CREATE TABLE orders (id int PRIMARY KEY, v text)",
        "CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT 2 * $1'",
        "CREATE TABLE sales (id int, place text) PARTITION BY LIST (place)",
        "CREATE TABLE sales_here PARTITION OF sales FOR VALUES IN ('here')",
        "INSERT INTO orders SELECT g, 'v' || g FROM generate_series(1, 1000) g",
        "INSERT INTO sales SELECT g, 'here' FROM generate_series(1, 1000) g"
    };

    UnfinishedRestoreTest() {
        super(SHOP);
    }

    private RestoreReport restore(DataSource target) {
        try (Guard guard = guard(target)) {
            return guard.restore().latest().fromAnotherDatabase().connections(2).run();
        }
    }

    /** Begins a restore into the copy and cuts it off when the tables are there. */
    private void cutOff(DataSource target) {
        var source = new CutOffDataSource(target, 10);
        try (Guard guard = Guard.protect(source)
                .storeIn(folder)
                .onProgress(progress -> {
                    if (progress.activity() == Activity.RESTORE) {
                        cutOff(source);
                    }
                })
                .build()) {
            assertThatThrownBy(() -> guard.restore().latest().connections(2).run())
                    .isInstanceOf(DatabaseException.class);
        }
        copy.asSuperuser()
                .query("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        assertThat(isMarked()).isTrue();
    }

    private static void cutOff(CutOffDataSource source) {
        try {
            source.cutOff();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isMarked() {
        return !copy.query("SELECT 1 FROM pg_namespace WHERE nspname = 'dbguard_restoring'")
                .isEmpty();
    }

    private void emptyByHand() {
        copy.runAsSuperuser("DROP SCHEMA public CASCADE", "CREATE SCHEMA public AUTHORIZATION pg_database_owner");
    }

    @Test
    void whatSomebodyHasCreatedSinceUnderTheSameNamesStays() {
        cutOff(copy.dataSource());
        emptyByHand();
        copy.run(SHOP);
        String production = PostgresFacts.dump(copy);
        assertThatThrownBy(() -> restore(copy.dataSource()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("is not what it had created")
                .hasMessageContaining("run DROP SCHEMA dbguard_restoring CASCADE");
        assertThat(PostgresFacts.dump(copy)).isEqualTo(production);
        assertThat(copy.value("SELECT count(*) FROM orders")).isEqualTo("1000");
        copy.run("DROP SCHEMA dbguard_restoring CASCADE");
        restore(copy.dataSource());
        assertThat(isMarked()).isFalse();
    }

    @Test
    void whoeverAsksWhetherAnythingWouldBeReplacedRemovesNothing() {
        cutOff(copy.dataSource());
        String left = PostgresFacts.dump(copy);
        try (Guard guard = guard(copy.dataSource())) {
            assertThat(guard.restore().latest().replacesAnything()).isTrue();
            assertThat(PostgresFacts.dump(copy)).isEqualTo(left);
            guard.restore().latest().run();
            assertThat(guard.restore().latest().table("orders").replacesAnything())
                    .isTrue();
        }
    }

    @Test
    void aTableThatHasAnotherNameNowStays() {
        cutOff(copy.dataSource());
        copy.run("ALTER TABLE orders RENAME TO orders_of_the_restore");
        assertThatThrownBy(() -> restore(copy.dataSource()))
                .hasMessageContaining("DROP SCHEMA dbguard_restoring CASCADE");
    }

    @Test
    void aTableThatSomebodyHasOpenedToWritersStays() {
        cutOff(copy.dataSource());
        copy.run("DROP TRIGGER dbguard_restoring ON orders", "INSERT INTO orders VALUES (-1, 'ours')");
        assertThatThrownBy(() -> restore(copy.dataSource()))
                .hasMessageContaining("public.orders has been opened to others since")
                .hasMessageContaining("DROP SCHEMA dbguard_restoring CASCADE");
        assertThat(copy.value("SELECT v FROM orders WHERE id = -1")).isEqualTo("ours");
    }

    @Test
    void whereSomebodyHasRemovedAllAlreadyOnlyTheMarkGoes() {
        cutOff(copy.dataSource());
        emptyByHand();
        restore(copy.dataSource());
        assertThat(copy.value("SELECT count(*) FROM orders")).isEqualTo("1000");
        assertThat(isMarked()).isFalse();
    }

    @Test
    void whatItHadCreatedIsRemoved() {
        cutOff(copy.dataSource());
        var options = new AccessOptions(table -> true, Duration.ofSeconds(5));
        assertThatThrownBy(() -> new PostgresProvider().openRestorer(copy.dataSource(), options))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("was cut off");
        restore(copy.dataSource());
        assertThat(PostgresFacts.dump(copy)).isEqualTo(PostgresFacts.dump(shop));
    }

    /** There is nothing to undo then, but to say that. */
    @Test
    void whatFailsAtItsEndWithoutHavingCreatedAnythingLeavesNoMark() {
        shop.run("ALTER TABLE orders DROP CONSTRAINT orders_pkey", "INSERT INTO orders VALUES (1, 'again')");
        try (Guard guard = guard(shop.dataSource())) {
            assertThatThrownBy(() -> guard.restore()
                            .latest()
                            .only(Part.AFTER_DATA)
                            .connections(4)
                            .run())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("orders_pkey");
            guard.backup().run();
        }
    }

    /** Whoever may create a schema could otherwise have statements run by whoever restores. */
    @Test
    void whatAStrangerHasWrittenIsNotRun() {
        copy.runAsSuperuser(
                "GRANT CREATE ON DATABASE " + copy.name() + " TO " + shop.name(),
                "SET ROLE " + shop.name(),
                "CREATE SCHEMA dbguard_restoring",
                "CREATE TABLE dbguard_restoring.restore (token text)",
                "CREATE TABLE dbguard_restoring.undo (number int, statement text)",
                "CREATE TABLE dbguard_restoring.created (catalog oid, id oid, name text, guarded boolean)",
                "GRANT ALL ON SCHEMA dbguard_restoring TO PUBLIC",
                "GRANT ALL ON ALL TABLES IN SCHEMA dbguard_restoring TO PUBLIC",
                "INSERT INTO dbguard_restoring.undo VALUES (1, 'CREATE SCHEMA taken_in')");
        assertThatThrownBy(() -> restore(copy.dataSource()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("somebody else")
                .hasMessageContaining("DROP SCHEMA dbguard_restoring CASCADE");
        assertThatThrownBy(() -> restore(copy.superuser())).hasMessageContaining("somebody else");
        assertThat(copy.query("SELECT 1 FROM pg_namespace WHERE nspname = 'taken_in'"))
                .isEmpty();
    }

    @Test
    void aMarkIntoWhichOthersMayWriteIsNotBelieved() {
        cutOff(copy.dataSource());
        copy.run("GRANT INSERT ON dbguard_restoring.undo TO " + shop.name());
        assertThatThrownBy(() -> restore(copy.dataSource())).hasMessageContaining("somebody else");
        copy.run("REVOKE INSERT ON dbguard_restoring.undo FROM " + shop.name());
        restore(copy.dataSource());
        assertThat(isMarked()).isFalse();
    }

    @Test
    void aMarkThatGoesToAnotherRoleAtOnceEndsTheRestoreBeforeItBegins() {
        copy.runAsSuperuser(
                "GRANT " + shop.name() + " TO " + copy.name(),
                "CREATE FUNCTION give() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN"
                        + " IF to_regnamespace('dbguard_restoring') IS NOT NULL THEN"
                        + " ALTER SCHEMA dbguard_restoring OWNER TO " + shop.name() + "; END IF; END $$",
                "CREATE EVENT TRIGGER give ON ddl_command_end WHEN TAG IN ('CREATE SCHEMA') EXECUTE FUNCTION give()");
        assertThatThrownBy(() -> restore(copy.dataSource()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll("event trigger", "nothing was changed", "on one connection");
        assertThat(isMarked()).isFalse();
        assertThat(copy.query("SELECT FROM pg_class WHERE relname = 'orders'")).isEmpty();
    }

    @Test
    void defaultPrivilegesDoNotOpenTheMarkToOthers() {
        copy.run("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC");
        cutOff(copy.dataSource());
        assertThat(copy.query("SELECT relname FROM pg_class WHERE relnamespace = 'dbguard_restoring'::regnamespace"
                        + " AND has_table_privilege('" + shop.name() + "', oid, 'INSERT')"))
                .isEmpty();
        restore(copy.dataSource());
        assertThat(isMarked()).isFalse();
    }

    /** A superuser's mark is trusted by the role that owns the database, so that its backups and restores say what is wrong. */
    @Test
    void aRoleThatMayNotUseTheSchemaIsToldWhatIsWrong() {
        cutOff(copy.superuser());
        assertThatThrownBy(() -> guard(copy.dataSource()).backup().run()).hasMessageContaining("was cut off");
        restore(copy.superuser());
        assertThat(isMarked()).isFalse();
    }
}

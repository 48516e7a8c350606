package io.dbguard.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.migration.MigrationScript.Frame;
import io.dbguard.postgres.testing.PostgresServer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.Test;

/** Flyway on PostgreSQL, as a role that is no superuser. */
class FlywayOnPostgresTest extends FlywayContract {
    FlywayOnPostgresTest() {
        super(PostgresServer.version(17).newDatabase());
    }

    @Test
    void anIndexBuiltConcurrentlyRunsOutsideOfATransactionWhileTheTurnIsHeld() {
        threeThatAdd();
        write("V11__index.sql", "CREATE INDEX CONCURRENTLY by_email ON users (email);");
        FluentConfiguration configuration = configuration();
        // Flyway's own lock would keep the index waiting for ever, as its documentation says.
        configuration
                .getPluginRegister()
                .getPlugin(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        Flyway flyway = configuration.load();
        var scripts = FlywayMigrations.of(flyway).pending(database().dataSource());
        assertThat(scripts.get(3).frame()).isEqualTo(Frame.NONE);
        guard().beforeMigration(FlywayMigrations.of(flyway)).migrate(flyway::migrate);
        assertThat(database().query("SELECT indexname FROM pg_indexes WHERE tablename = 'users'"))
                .contains("by_email");
    }
}

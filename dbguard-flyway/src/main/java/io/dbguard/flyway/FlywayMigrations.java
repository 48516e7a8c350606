package io.dbguard.flyway;

import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * The migrations that Flyway would run, as Flyway itself says: in its order, with its placeholders, and with what the
 * configuration beside a script says. A migration in Java, or in anything but SQL, counts as not understood. Immutable.
 *
 * <pre>{@code
 * guard.beforeMigration(FlywayMigrations.of(flyway)).migrate(flyway::migrate);
 * }</pre>
 *
 * <p>Approvals are files beside pending scripts: {@code V7__drop_email.sql.approved} with a line each for {@code code}, {@code
 * by} and {@code why}.
 */
public final class FlywayMigrations implements MigrationSource {
    private final Configuration configuration;

    private FlywayMigrations(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Takes the migrations of a Flyway.
     *
     * @param flyway what is going to migrate; nothing of it is called or changed
     */
    public static FlywayMigrations of(Flyway flyway) {
        return of(flyway.getConfiguration());
    }

    /**
     * Takes the migrations of a Flyway that is configured so.
     *
     * @param configuration with the data source
     */
    public static FlywayMigrations of(Configuration configuration) {
        return new FlywayMigrations(configuration);
    }

    /**
     * Asks Flyway, on its own data source; a second Flyway that knows no callbacks, so that none of the application's runs.
     *
     * @param dataSource not used
     */
    @Override
    public List<MigrationScript> pending(DataSource dataSource) {
        return Answer.of(configuration).scripts();
    }

    @Override
    public List<Approval> approvals() {
        return Answer.of(configuration).approvals();
    }
}

package io.dbguard.liquibase;

import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import java.util.List;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;

/**
 * The changesets that Liquibase would run, each with the SQL that Liquibase itself makes of it. What has no SQL, such as a custom
 * change in Java, counts as not understood. Used by one thread at a time, as Liquibase is.
 *
 * <pre>{@code
 * guard.beforeMigration(LiquibaseMigrations.of(liquibase)).migrate(() -> liquibase.update());
 * }</pre>
 *
 * <p>An approval is a file beside the changelog, {@code users.xml.approved}, with a line each for {@code code}, {@code by} and
 * {@code why}.
 */
public final class LiquibaseMigrations implements MigrationSource {
    private final Unrun unrun;

    private LiquibaseMigrations(Unrun unrun) {
        this.unrun = unrun;
    }

    /**
     * Takes all changesets, whatever their contexts and labels.
     *
     * @param liquibase what is going to update; its connection is used for reading, and what is open there is rolled back
     */
    public static LiquibaseMigrations of(Liquibase liquibase) {
        return of(liquibase, new Contexts(), new LabelExpression());
    }

    /**
     * Takes the changesets of some contexts and labels, which have to be the same as those of the update.
     *
     * @param liquibase what is going to update; its connection is used for reading, and what is open there is rolled back
     * @param contexts the contexts
     * @param labels the labels
     */
    public static LiquibaseMigrations of(Liquibase liquibase, Contexts contexts, LabelExpression labels) {
        return new LiquibaseMigrations(new Unrun(liquibase, contexts, labels));
    }

    /**
     * Asks Liquibase, on its own connection. Takes no lock, and creates none of its tables.
     *
     * @param dataSource not used
     */
    @Override
    public List<MigrationScript> pending(DataSource dataSource) {
        return unrun.scripts();
    }

    @Override
    public List<Approval> approvals() {
        return unrun.approvals();
    }
}

package io.dbguard.internal.migration;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationScript;
import java.util.List;
import javax.sql.DataSource;

/**
 * The scripts that have not run yet.
 *
 * @param scripts in the order in which they would run
 */
public record PendingScripts(List<MigrationScript> scripts) {

    /** Copies the list, so that this can be shared. */
    public PendingScripts {
        scripts = List.copyOf(scripts);
    }

    /**
     * Asks the database which have run.
     *
     * @param all all scripts of the application
     * @param dataSource gives a connection
     */
    public static PendingScripts of(List<MigrationScript> all, DataSource dataSource) {
        FlywayHistory history = FlywayHistory.read(dataSource);
        return new PendingScripts(all.stream().filter(history::isPending).toList());
    }

    /**
     * Returns the code that approves exactly these scripts with exactly this judgement.
     *
     * @param assessment the judgement
     */
    public String approvalCode(Assessment assessment) {
        return Approval.codeFor(scripts, assessment);
    }
}

package io.dbguard.internal.migration;

import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.api.schema.SchemaObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The migrations that have not run yet.
 *
 * @param scripts in the order in which they would run
 * @param beside the approvals that lie beside them
 * @param placeholders what stands for {@code ${name}} in them
 */
public record PendingScripts(List<MigrationScript> scripts, List<Approval> beside, Map<String, String> placeholders) {

    /** Copies the lists, so that this can be shared. */
    public PendingScripts {
        scripts = List.copyOf(scripts);
        beside = List.copyOf(beside);
        placeholders = Map.copyOf(placeholders);
    }

    /**
     * Asks the database which have run.
     *
     * @param source knows all migrations of the application
     * @param dataSource gives a connection
     */
    public static PendingScripts of(MigrationSource source, DataSource dataSource) {
        return new PendingScripts(source.pending(dataSource), source.approvals(), source.placeholders());
    }

    /**
     * Returns the code that approves exactly these scripts on exactly this schema with exactly this judgement.
     *
     * @param schema the database's
     * @param assessment the judgement
     */
    public String approvalCode(List<SchemaObject> schema, Assessment assessment) {
        return ApprovalCode.of(scripts, placeholders, schema, assessment).toString();
    }

    /**
     * Returns who approved them, if anybody did: here, in the environment, or beside the scripts.
     *
     * @param given approvals of whoever asks
     * @param schema the database's
     * @param assessment the judgement
     */
    public Optional<Approval> approval(List<Approval> given, List<SchemaObject> schema, Assessment assessment) {
        return Approvals.of(given, System::getenv, beside)
                .covering(ApprovalCode.of(scripts, placeholders, schema, assessment));
    }
}

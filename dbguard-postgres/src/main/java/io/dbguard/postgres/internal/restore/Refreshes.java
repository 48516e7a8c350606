package io.dbguard.postgres.internal.restore;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import java.util.ArrayList;
import java.util.List;

/**
 * Refreshes materialised views that stay as they are but for their rows. Another role may own one, or it may need what a restore does
 * without, such as a search path: that takes nothing from the restore of the tables.
 */
final class Refreshes {
    private final PgSession session;
    private final List<String> warnings = new ArrayList<>();

    Refreshes(PgSession session) {
        this.session = session;
    }

    /** Tries. The view's owner sees what the policies of the tables show him, as he always does. */
    void attempt(SchemaObject rows, List<String> statements) {
        session.execute("set up a refresh", "SAVEPOINT dbguard_refresh; SET LOCAL row_security = on");
        try {
            statements.forEach(sql -> session.execute("refresh the " + rows.id(), sql));
        } catch (DatabaseException e) {
            session.execute("give up a refresh", "ROLLBACK TO SAVEPOINT dbguard_refresh");
            String view = Quoting.identifier(rows.id().schema(), rows.id().name());
            warnings.add("the rows of the materialised view " + view + " are those from before the restore, as "
                    + e.failed() + ": run REFRESH MATERIALIZED VIEW " + view
                    + ", and then refresh those that are made from it");
            return;
        }
        session.execute("end a refresh", "SET LOCAL row_security = off; RELEASE SAVEPOINT dbguard_refresh");
    }

    /** Returns which views still have their old rows. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }
}

package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.RestorePlan;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Row-level security that also binds a table's owner. It is lifted for the length of the restore, since the owner could
 * neither load the table nor read it back otherwise, and is back in force at the commit.
 */
final class RowSecurity {
    /** Whom it does not bind anyway needs no lock on those tables. */
    private static final String FORCED = """
            SELECT n.nspname, c.relname
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relforcerowsecurity
               AND NOT (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles r WHERE r.rolname = current_user)
            """;

    /** What the catalog calls a table's state of row-level security. */
    private static final String KIND = "row security";

    private final PgSession session;
    private final Set<TableName> lifted = new TreeSet<>();

    RowSecurity(PgSession session) {
        this.session = session;
    }

    /** Lifts it from those of the tables that have it. */
    void lift(Predicate<TableName> tables) {
        session
                .query("find row-level security", FORCED, row -> new TableName(row.getString(1), row.getString(2)))
                .stream()
                .filter(tables)
                .forEach(table -> {
                    alter(table, "NO FORCE");
                    lifted.add(table);
                });
    }

    /** Leaves it to the backup what becomes of tables that are created anew, or that the backup says something else of. */
    void leaveTo(RestorePlan plan) {
        plan.load().stream()
                .filter(load -> !load.replace())
                .map(load -> load.table().name())
                .forEach(lifted::remove);
        Stream.concat(plan.drop().stream(), plan.create().stream())
                .filter(object -> object.id().kind().equals(KIND))
                .flatMap(object -> object.table().stream())
                .forEach(lifted::remove);
    }

    void putBack() {
        lifted.forEach(table -> alter(table, "FORCE"));
        lifted.clear();
    }

    private void alter(TableName table, String what) {
        session.execute(
                "change row-level security of " + table,
                "ALTER TABLE " + Quoting.identifier(table) + " " + what + " ROW LEVEL SECURITY");
    }
}

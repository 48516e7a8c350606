package io.dbguard.postgres.internal.restore;

import io.dbguard.api.RequestException;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.RoleTreatment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The roles that a plan names: mapped to others, created where they are missing, or refused before anything is done. */
public final class Roles {
    private static final String EXISTING = "SELECT rolname FROM pg_roles";

    /**
     * Since 16 a member may have been denied to act as the role. One who does not have the role's rights by himself could not read
     * back what he has given to it.
     */
    private static final String OWNABLE = """
            SELECT rolname FROM pg_roles
             WHERE pg_has_role(current_user, oid, '%s') AND pg_has_role(current_user, oid, 'USAGE')
            """;

    private final RoleTreatment treatment;
    private final String ownRole;
    private final Set<String> ownable = new HashSet<>();
    private final Set<String> notGivenAway = new TreeSet<>();

    private Roles(PgSession session, RoleTreatment treatment) {
        this.treatment = treatment;
        this.ownRole = session.query(
                        "see which role this is", "SELECT current_setting('role')", row -> row.getString(1))
                .get(0);
    }

    /** Checks the roles that some objects name, and creates those that are missing if that was ordered. */
    public static Roles prepare(PgSession session, List<SchemaObject> objects, RoleTreatment treatment) {
        var roles = new Roles(session, treatment);
        Set<String> missing = new TreeSet<>();
        objects.forEach(object -> RoleNames.in(object).forEach(role -> missing.add(roles.mapped(role))));
        session.query("list the roles", EXISTING, row -> missing.remove(row.getString(1)));
        if (!missing.isEmpty() && !treatment.createMissing()) {
            throw new RequestException(
                    "The server has no role " + String.join(", ", missing)
                            + ", which the backup names as owner or gives privileges to",
                    "nothing was changed",
                    "create the roles, map them to others, have them created, or go without owners and privileges");
        }
        missing.forEach(role ->
                session.execute("create the role " + role, "CREATE ROLE " + Quoting.identifier(role) + " NOLOGIN"));
        String option = session.majorVersion() >= 16 ? "SET" : "MEMBER";
        session.query("see who may own", OWNABLE.formatted(option), row -> roles.ownable.add(row.getString(1)));
        return roles;
    }

    /** Returns an object's statements with the roles that they are to name here. */
    public List<String> statements(SchemaObject object) {
        List<String> statements = new ArrayList<>();
        for (String sql : object.create()) {
            String mapped = RoleNames.replace(object, sql, this::mapped);
            if (!object.id().kind().equals(ObjectKinds.OWNER) || mayGiveAway(object)) {
                statements.add(withinTransaction(mapped));
            }
        }
        return statements;
    }

    /** Returns what the reader should know. */
    public List<String> warnings() {
        return notGivenAway.stream()
                .map(role -> "what belonged to the role " + role
                        + " belongs to the one that restored, which may not give it away")
                .toList();
    }

    private String mapped(String role) {
        return treatment.mapped().getOrDefault(role, role);
    }

    private boolean mayGiveAway(SchemaObject owner) {
        Set<String> refused = new TreeSet<>();
        RoleNames.in(owner).stream()
                .map(this::mapped)
                .filter(role -> !ownable.contains(role))
                .forEach(refused::add);
        notGivenAway.addAll(refused);
        return refused.isEmpty();
    }

    /** Whatever role the pool had set comes back with the end of the transaction. */
    private String withinTransaction(String sql) {
        if (sql.equals("RESET ROLE")) {
            return "SET LOCAL ROLE " + (ownRole.equals("none") ? "none" : Quoting.identifier(ownRole));
        }
        return sql.startsWith("SET ROLE ") ? "SET LOCAL" + sql.substring("SET".length()) : sql;
    }
}

package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.RestorePlan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The default privileges of the role that restores. While it creates what the backup holds they must not act, since that
 * is to allow what the backup says and no more; so they are taken away and put back within the transaction.
 */
public final class DefaultPrivilegesAside {
    private final PgSession session;
    private final List<SchemaObject> own;

    private DefaultPrivilegesAside(PgSession session, List<SchemaObject> own) {
        this.session = session;
        this.own = own;
    }

    /** Takes those away that a plan leaves as they are. */
    public static DefaultPrivilegesAside take(PgSession session, Schema present, RestorePlan plan) {
        String role = session.query("see which role this is", "SELECT current_user", row -> row.getString(1))
                .get(0);
        String prefix = "ALTER DEFAULT PRIVILEGES FOR ROLE " + Quoting.identifier(role) + " ";
        Set<ObjectId> dropped = plan.drop().stream().map(SchemaObject::id).collect(Collectors.toSet());
        List<SchemaObject> own = present.objects().stream()
                .filter(object -> object.id().kind().equals(ObjectKinds.DEFAULT_PRIVILEGES))
                .filter(object -> !dropped.contains(object.id()))
                .filter(object -> object.create().stream().allMatch(sql -> sql.startsWith(prefix)))
                .toList();
        var aside = new DefaultPrivilegesAside(session, own);
        own.forEach(object -> aside.run(object, object.drop()));
        return aside;
    }

    public void putBack() {
        own.forEach(object -> run(object, object.create()));
    }

    private void run(SchemaObject object, List<String> statements) {
        statements.forEach(sql -> session.execute("change the " + object.id(), sql));
    }
}

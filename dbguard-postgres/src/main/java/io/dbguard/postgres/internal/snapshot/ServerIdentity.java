package io.dbguard.postgres.internal.snapshot;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.Optional;

/**
 * What the server says of itself in its control file. Some hosted servers keep that to themselves; the privilege is asked
 * for in a query of its own, since the server checks it before it looks at any condition.
 */
final class ServerIdentity {
    private static final String MAY_ASK = """
            SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
               AND has_function_privilege('pg_catalog.pg_control_checkpoint()', 'EXECUTE')
            """;

    private static final String NUMBER = "SELECT system_identifier::text FROM pg_catalog.pg_control_system()";

    private ServerIdentity() {}

    static boolean mayAsk(PgSession session) {
        return session.query("ask for privileges", MAY_ASK, row -> row.getBoolean(1))
                .get(0);
    }

    /** Returns the cluster's own number, empty if it is hidden. */
    static Optional<String> number(PgSession session) {
        return mayAsk(session)
                ? Optional.of(session.query("identify the server", NUMBER, row -> row.getString(1))
                        .get(0))
                : Optional.empty();
    }
}

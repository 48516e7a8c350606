package io.dbguard.postgres.internal.restore;

import io.dbguard.api.RequestException;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Restores schemas under other names. Names in the definitions of views, keys and defaults cannot be replaced safely in
 * their text, but PostgreSQL keeps them by number: so a schema of the old name is set aside, the backup is restored under
 * the old name, and both are renamed at the end, all in the same transaction.
 */
final class SchemaRenaming {
    private final PgSession session;
    private final Map<String, String> names;
    private final Map<String, String> aside = new LinkedHashMap<>();

    SchemaRenaming(PgSession session, Map<String, String> names) {
        this.session = session;
        this.names = new TreeMap<>(names);
    }

    void begin() {
        names.forEach((from, to) -> {
            if (exists(to)) {
                throw new RequestException(
                        "There is a schema " + to + " already",
                        "nothing was changed",
                        "choose another name for " + from);
            }
            if (exists(from)) {
                String away = from.substring(0, Math.min(from.length(), 20)) + "_aside_" + System.nanoTime();
                rename(from, away);
                aside.put(from, away);
            }
        });
    }

    void end() {
        names.forEach((from, to) -> rename(from, to));
        aside.forEach((from, away) -> rename(away, from));
        aside.clear();
    }

    private boolean exists(String schema) {
        return !session.query(
                        "look for the schema", "SELECT FROM pg_namespace WHERE nspname = ?", row -> schema, schema)
                .isEmpty();
    }

    private void rename(String from, String to) {
        session.execute(
                "rename the schema " + from,
                "ALTER SCHEMA " + Quoting.identifier(from) + " RENAME TO " + Quoting.identifier(to));
    }
}

package io.dbguard.postgres.internal.session;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.TableName;
import io.dbguard.provider.SqlFailures;
import io.dbguard.spi.database.AccessOptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Says who holds the locks that a wait was in vain for. Looks right after it, over another connection. */
final class Blockers {
    private static final int MOST = 3;

    /** Of sessions of other roles, an ordinary one sees little more than the number (PostgreSQL docs, 27.2.3). */
    private static final String HOLDERS = """
            SELECT n.nspname, c.relname, l.pid, l.mode, a.usename, a.application_name, a.state,
                   extract(epoch FROM clock_timestamp() - a.xact_start)::bigint AS seconds
              FROM pg_catalog.pg_locks l
              JOIN pg_catalog.pg_class c ON c.oid = l.relation
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'relation' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
               AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
               AND c.relkind IN ('r', 'p') AND (l.mode = 'AccessExclusiveLock' OR (?::boolean AND l.mode <> 'AccessShareLock'))
             ORDER BY a.xact_start NULLS LAST, 1, 2
            """;

    private Blockers() {}

    private record Holder(TableName table, String words) {}

    /** Returns the failure with the names of those who held the locks, if they are still there to be seen. */
    static DatabaseException named(
            DatabaseException failure,
            DataSource dataSource,
            AccessOptions options,
            boolean forWriting,
            String intact) {
        if (!SqlFailures.isLockTimeout(failure)) {
            return failure;
        }
        List<String> holders = holders(dataSource, options, forWriting, intact);
        return holders.isEmpty()
                ? failure
                : new DatabaseException(
                        failure.failed() + "; what is in the way: " + String.join(", ", holders),
                        failure.intact(),
                        failure.next(),
                        failure.getCause());
    }

    private static List<String> holders(
            DataSource dataSource, AccessOptions options, boolean forWriting, String intact) {
        try (PgSession session =
                PgSession.begin(dataSource, "ISOLATION LEVEL READ COMMITTED, READ ONLY", options.lockWait(), intact)) {
            return session.query("look who holds the locks", HOLDERS, Blockers::holder, forWriting).stream()
                    .filter(holder -> options.tables().test(holder.table))
                    .map(Holder::words)
                    .limit(MOST)
                    .toList();
        } catch (DatabaseException e) {
            // The wait failed already; that is what the caller has to hear.
            return List.of();
        }
    }

    private static Holder holder(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        String role = Optional.ofNullable(row.getString("usename"))
                .map(r -> " of " + r)
                .orElse("");
        String application = Optional.ofNullable(row.getString("application_name"))
                .filter(name -> !name.isBlank())
                .map(name -> " (" + name + ")")
                .orElse("");
        long seconds = row.getLong("seconds");
        String state = Optional.ofNullable(row.getString("state"))
                .map(s -> ", " + s + ", for " + seconds + " s")
                .orElse("");
        return new Holder(table, "session " + row.getInt("pid") + role + application + " has " + table + state);
    }
}

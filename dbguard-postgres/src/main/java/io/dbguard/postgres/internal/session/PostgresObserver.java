package io.dbguard.postgres.internal.session;

import io.dbguard.api.migration.LockMode;
import io.dbguard.api.migration.ObservedLock;
import io.dbguard.api.schema.TableName;
import io.dbguard.provider.SqlFailures;
import io.dbguard.spi.database.MigrationObserver;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Watches tables by their locks and by the files that hold their rows. */
public final class PostgresObserver implements MigrationObserver {
    /** {@code oid >= 16384} is what did not come with the server. */
    private static final String TABLES = """
            SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_relation_filenode(c.oid)
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'm') AND c.oid >= 16384
               AND n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
            """;

    private static final String LOCKS = """
            SELECT l.relation, l.mode
              FROM pg_catalog.pg_locks l
             WHERE l.pid = pg_catalog.pg_backend_pid() AND l.granted AND l.locktype = 'relation'
               AND l.mode <> 'AccessShareLock'
            """;

    private final Connection connection;
    private final Map<Long, TableName> names = new HashMap<>();
    private final Map<Long, Long> files = new HashMap<>();

    /**
     * Notes how things are.
     *
     * @param connection on which the statements are going to run
     */
    public PostgresObserver(Connection connection) {
        this.connection = connection;
        query(TABLES, row -> {
            names.put(row.getLong(1), new TableName(row.getString(2), row.getString(3)));
            files.put(row.getLong(1), row.getLong(4));
        });
    }

    @Override
    public List<ObservedLock> locks() {
        Map<TableName, LockMode> strongest = new HashMap<>();
        query(LOCKS, row -> {
            TableName table = names.get(row.getLong(1));
            if (table != null) {
                strongest.merge(table, mode(row.getString(2)), PostgresObserver::stronger);
            }
        });
        List<ObservedLock> locks = new ArrayList<>();
        strongest.forEach((table, mode) -> locks.add(new ObservedLock(table, mode)));
        return locks;
    }

    @Override
    public Set<TableName> rewritten() {
        Set<TableName> rewritten = new HashSet<>();
        query(TABLES, row -> {
            TableName table = names.get(row.getLong(1));
            Long before = table == null ? null : files.put(row.getLong(1), row.getLong(4));
            if (table != null && before != null && before != row.getLong(4)) {
                rewritten.add(table);
            }
        });
        return rewritten;
    }

    private static LockMode mode(String catalogueName) {
        return Stream.of(LockMode.values())
                .filter(mode -> mode.catalogueName().equals(catalogueName))
                .findFirst()
                .orElse(LockMode.ACCESS_SHARE);
    }

    private static LockMode stronger(LockMode one, LockMode other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Row reader) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                reader.read(row);
            }
        } catch (SQLException e) {
            throw SqlFailures.describe("PostgreSQL could not say what a statement did", "only the copy was changed", e);
        }
    }
}

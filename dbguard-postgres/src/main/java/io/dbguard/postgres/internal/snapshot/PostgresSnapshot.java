package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.PostgresProvider;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.Snapshot;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.copy.CopyOut;

/** The database as one REPEATABLE READ transaction sees it. */
public final class PostgresSnapshot implements Snapshot {
    private final PgSession session;

    private PostgresSnapshot(PgSession session) {
        this.session = session;
    }

    public static PostgresSnapshot open(DataSource dataSource, AccessOptions options) {
        return new PostgresSnapshot(PgSession.begin(
                dataSource,
                "ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                options.lockWait(),
                "no backup was written and the database was not changed"));
    }

    @Override
    public DatabaseInfo database() {
        return session.query(
                        "identify the database",
                        "SELECT current_database(), current_setting('server_version')",
                        row -> new DatabaseInfo(PostgresProvider.NAME, row.getString(2), row.getString(1), ""))
                .get(0);
    }

    @Override
    public Schema schema() {
        var columns = new LinkedHashMap<TableName, List<Column>>();
        session.query(
                "read the tables",
                """
                SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
                  FROM pg_catalog.pg_class c
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                 WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
                 ORDER BY 1, 2, a.attnum
                """,
                row -> columns.computeIfAbsent(
                                new TableName(row.getString(1), row.getString(2)), t -> new java.util.ArrayList<>())
                        .add(new Column(row.getString(3), row.getString(4))));
        return new Schema(
                List.of(),
                columns.entrySet().stream()
                        .map(e -> new Table(
                                e.getKey(),
                                new ObjectId(
                                        "table", e.getKey().schema(), e.getKey().table()),
                                e.getValue(),
                                List.of()))
                        .toList(),
                List.of());
    }

    @Override
    public List<SequenceState> sequences() {
        return List.of();
    }

    @Override
    public void readRows(Table table, RowSink sink) {
        String columns =
                Quoting.names(table.columns().stream().map(Column::name).toList());
        String sql = "COPY " + Quoting.name(table.name()) + " (" + columns + ") TO STDOUT";
        try {
            CopyOut copy = session.copy().copyOut(sql);
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                sink.rows(row, 0, row.length, 1);
            }
        } catch (SQLException e) {
            throw session.failure("read the table " + table.name(), e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}

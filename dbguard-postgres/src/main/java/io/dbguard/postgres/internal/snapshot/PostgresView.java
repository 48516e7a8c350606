package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.postgres.PostgresProvider;
import io.dbguard.postgres.internal.catalog.ExtensionTableCatalog;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.catalog.SchemaReader;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.DatabaseView;
import io.dbguard.spi.database.RowSink;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** What a transaction sees of the database. */
public class PostgresView implements DatabaseView {
    private static final String DATABASE = """
            SELECT current_database() AS name, current_setting('server_version') AS version,
                   (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AS number
            """;

    private final PgSession session;
    private @Nullable Schema schema;

    /**
     * Creates a view.
     *
     * @param session the transaction
     */
    public PostgresView(PgSession session) {
        this.session = session;
    }

    @Override
    public DatabaseInfo database() {
        String server = ServerIdentity.number(session).orElse("");
        return session.query(
                        "identify the database",
                        DATABASE,
                        row -> new DatabaseInfo(
                                PostgresProvider.NAME,
                                row.getString("version"),
                                row.getString("name"),
                                server + "/" + row.getString("number")))
                .get(0);
    }

    @Override
    public Schema schema() {
        Schema known = schema;
        if (known == null) {
            known = SchemaReader.read(session);
            schema = known;
        }
        return known;
    }

    @Override
    public List<SequenceState> sequences() {
        return SequenceStates.read(session);
    }

    @Override
    public void readRows(Table table, RowSink sink) {
        if (table.name().equals(LargeObjectCatalog.TABLE)) {
            new LargeObjects(session).read(sink);
        } else {
            copyOut(table, "COPY " + source(table) + " TO STDOUT", sink);
        }
    }

    private void copyOut(Table table, String sql, RowSink sink) {
        try {
            CopyOut copy = session.copy().copyOut(sql);
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                sink.rows(row, 0, row.length, 1);
            }
        } catch (SQLException e) {
            throw session.failure("read the table " + table.name(), e);
        }
    }

    /** Of a table that an extension brought along, only the user's rows count. */
    private String source(Table table) {
        String condition = ExtensionTableCatalog.conditions(session).getOrDefault(table.name(), "");
        if (condition.isEmpty()) {
            return copyTarget(table);
        }
        String columns =
                Quoting.identifiers(table.columns().stream().map(Column::name).toList());
        return "(SELECT " + columns + " FROM ONLY " + Quoting.identifier(table.name()) + " " + condition + ")";
    }

    /**
     * Returns a table as COPY takes it. The columns are named, because generated ones must not be among them; a table
     * without stored columns cannot say so, and has none to name.
     *
     * @param table the table
     */
    public static String copyTarget(Table table) {
        String columns =
                Quoting.identifiers(table.columns().stream().map(Column::name).toList());
        return Quoting.identifier(table.name()) + (columns.isEmpty() ? "" : " (" + columns + ")");
    }

    /** Returns the transaction. */
    protected PgSession session() {
        return session;
    }
}

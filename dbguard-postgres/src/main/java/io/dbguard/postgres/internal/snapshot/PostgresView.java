package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.postgres.PostgresProvider;
import io.dbguard.postgres.internal.catalog.SchemaReader;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.DatabaseView;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.TablePiece;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        new TableRows(session).read(TablePiece.whole(table, 0), sink);
    }

    /**
     * Returns a table as COPY takes it. The columns are named, because generated ones must not be among them; a table
     * without stored columns cannot say so, and has none to name.
     *
     * @param table the table
     */
    public static String copyTarget(Table table) {
        return Quoting.identifier(table.name()) + columnList(table);
    }

    /**
     * Returns the names of a table's columns as they stand after its name; nothing if it has none.
     *
     * @param table the table
     */
    public static String columnList(Table table) {
        String columns =
                Quoting.identifiers(table.columns().stream().map(Column::name).toList());
        return columns.isEmpty() ? "" : " (" + columns + ")";
    }

    /** Returns the transaction. */
    protected PgSession session() {
        return session;
    }
}

package io.dbguard.h2.internal.snapshot;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.h2.H2Provider;
import io.dbguard.h2.internal.catalog.ObjectScript;
import io.dbguard.h2.internal.catalog.SchemaReader;
import io.dbguard.h2.internal.rows.TableRows;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.spi.database.DatabaseView;
import io.dbguard.spi.database.RowSink;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session sees of the database. */
public class H2View implements DatabaseView {
    private static final String IDENTITY = """
            SELECT DATABASE() AS NAME, H2VERSION() AS VERSION,
                   COALESCE(DATABASE_PATH(), 'memory') || '/' || DATABASE() AS IDENTITY
            """;

    private final H2Session session;
    private @Nullable Schema schema;

    /**
     * Creates a view.
     *
     * @param session the session
     */
    public H2View(H2Session session) {
        this.session = session;
    }

    @Override
    public DatabaseInfo database() {
        return session.query(
                        "identify the database",
                        IDENTITY,
                        row -> new DatabaseInfo(
                                H2Provider.NAME,
                                row.getString("VERSION"),
                                row.getString("NAME"),
                                row.getString("IDENTITY")))
                .get(0);
    }

    /** The first call ends the present transaction. */
    @Override
    public Schema schema() {
        Schema known = schema;
        if (known == null) {
            known = SchemaReader.read(session, ObjectScript.read(session));
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
        try {
            TableRows.read(session, table, sink, this::betweenPages);
        } catch (SQLException e) {
            throw session.failure("read the table " + table.name(), e);
        }
    }

    /** Is called now and then while rows are being read. */
    protected void betweenPages() {}

    /** Returns the session. */
    protected H2Session session() {
        return session;
    }
}

package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.ExtensionTableCatalog;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.TablePiece;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;

/** Reads the rows of tables, in one transaction in which no extension comes or goes. */
final class TableRows {
    private final PgSession session;
    private @Nullable Map<TableName, String> extensionTables;

    TableRows(PgSession session) {
        this.session = session;
    }

    void read(TablePiece piece, RowSink sink) {
        Table table = piece.table();
        if (table.name().equals(LargeObjectCatalog.TABLE)) {
            new LargeObjects(session).read(sink);
        } else {
            copyOut(table, "COPY " + source(piece) + " TO STDOUT", sink);
        }
    }

    private void copyOut(Table table, String sql, RowSink sink) {
        try {
            copyOut(session, sql, sink);
        } catch (SQLException e) {
            throw session.failure("read the table " + table.name(), e);
        }
    }

    /** Passes rows on one by one. A COPY that is left open keeps everything else from the connection, the rollback too. */
    static void copyOut(PgSession session, String sql, RowSink sink) throws SQLException {
        CopyOut copy = session.copy().copyOut(sql);
        try {
            for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                sink.rows(row, 0, row.length, 1);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Of a table that an extension brought along, only the user's rows count. */
    private String source(TablePiece piece) {
        Table table = piece.table();
        String condition = extensionTables().getOrDefault(table.name(), "");
        if (condition.isEmpty() && piece.isWhole()) {
            return PostgresView.copyTarget(table);
        }
        String columns =
                Quoting.identifiers(table.columns().stream().map(Column::name).toList());
        return "(SELECT " + columns + " FROM ONLY " + Quoting.identifier(table.name()) + " "
                + (condition.isEmpty() ? TablePieces.condition(piece) : condition) + ")";
    }

    /** Returns the tables that came with an extension, and what holds for the rows of the user. */
    Map<TableName, String> extensionTables() {
        Map<TableName, String> known = extensionTables;
        if (known == null) {
            known = ExtensionTableCatalog.conditions(session);
            extensionTables = known;
        }
        return known;
    }
}

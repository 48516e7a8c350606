package io.dbguard.h2.internal.rows;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Quoting;
import io.dbguard.rows.RowWriter;
import io.dbguard.spi.database.RowSink;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads a table to its end, in the order of H2's row numbers, which stay the same while a row exists.
 *
 * <p>H2 holds the whole result of a query in memory unless LAZY_QUERY_EXECUTION is on, a setting that a session cannot
 * read and so could not put back. Therefore the rows are read in pages, each starting behind the last row number; that
 * needs no sorting and no setting, and works over the network as well.
 */
public final class TableRows {
    private static final int MOST_ROWS = 1024;
    private static final int FIRST_ROWS = 32;
    private static final int PAGE_BYTES = 1 << 20;

    private final H2Session session;
    private final Table table;
    private final List<DataType> types;
    private final RowWriter writer;
    private final Runnable betweenPages;
    private long bytes;
    private int rows;
    private long last;

    private TableRows(H2Session session, Table table, RowSink sink, Runnable betweenPages) {
        this.session = session;
        this.table = table;
        this.types = types(table);
        this.betweenPages = betweenPages;
        this.writer = new RowWriter((buffer, offset, length, count) -> {
            bytes += length;
            sink.rows(buffer, offset, length, count);
        });
    }

    /** Returns the types of a table's columns. */
    static List<DataType> types(Table table) {
        return table.columns().stream().map(Column::type).map(DataType::of).toList();
    }

    /**
     * Reads the table.
     *
     * @param session the transaction
     * @param table the table
     * @param sink takes the rows
     * @param betweenPages is called now and then
     */
    public static void read(H2Session session, Table table, RowSink sink, Runnable betweenPages) throws SQLException {
        new TableRows(session, table, sink, betweenPages).read();
    }

    private void read() throws SQLException {
        String select = "SELECT _ROWID_"
                + table.columns().stream()
                        .map(column -> ", " + Quoting.identifier(column.name()))
                        .collect(Collectors.joining())
                + " FROM " + Quoting.identifier(table.name());
        if (table.columns().isEmpty()) {
            // Rows without values need no pages; and H2 cannot tell apart the rows of a table without columns.
            page(select, 0, false);
            return;
        }
        int size = FIRST_ROWS;
        page(select + " ORDER BY _ROWID_ FETCH FIRST ? ROWS ONLY", size, false);
        String next = select + " WHERE _ROWID_ > ? ORDER BY _ROWID_ FETCH FIRST ? ROWS ONLY";
        while (rows == size) {
            betweenPages.run();
            size = (int) Math.max(1, Math.min(MOST_ROWS, PAGE_BYTES * (long) rows / bytes));
            page(next, size, true);
        }
    }

    private void page(String sql, int size, boolean goesOn) throws SQLException {
        rows = 0;
        bytes = 0;
        try (PreparedStatement statement = session.prepare(sql)) {
            if (goesOn) {
                statement.setLong(1, last);
            }
            if (size > 0) {
                statement.setInt(goesOn ? 2 : 1, size);
                statement.setFetchSize(size);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    write(row);
                }
            }
        }
    }

    private void write(ResultSet row) throws SQLException {
        last = row.getLong(1);
        for (int i = 0; i < types.size(); i++) {
            String text = ValueText.read(types.get(i), row, i + 2);
            if (text == null) {
                writer.nullField();
            } else {
                writer.field(FieldText.encode(text));
            }
        }
        writer.endRow();
        rows++;
    }
}

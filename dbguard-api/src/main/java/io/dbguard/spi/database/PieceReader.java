package io.dbguard.spi.database;

import io.dbguard.api.schema.Table;
import java.util.List;
import java.util.Map;

/** Reads pieces of tables at one moment. Not for use by several threads at once, but several readers are. */
public interface PieceReader extends AutoCloseable {

    /**
     * Returns whether a table can be read without waiting for anybody. One that another reader of the same moment has
     * locked can always be read by that one.
     *
     * @param table the table
     */
    default boolean mayRead(Table table) {
        return true;
    }

    /**
     * Returns a text for each piece that changes whenever a row of it does, at a fraction of what reading them costs. It
     * means something only together with the identity of the table.
     *
     * @param pieces some of one table, as {@link Snapshot#pieces} has them
     * @return without those whose rows are read as cheaply
     * @see Snapshot#identities
     */
    default Map<TablePiece, String> stamps(List<TablePiece> pieces) {
        return Map.of();
    }

    /**
     * Reads a piece to its end, in an order that stays the same while the piece does not change.
     *
     * @param piece one of {@link Snapshot#pieces}
     * @param sink takes the rows
     */
    void read(TablePiece piece, RowSink sink);

    /** Ends the transaction and gives the connection back. */
    @Override
    void close();
}

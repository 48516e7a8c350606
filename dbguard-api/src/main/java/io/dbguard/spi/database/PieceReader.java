package io.dbguard.spi.database;

import io.dbguard.api.schema.Table;
import java.util.Optional;

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
     * Returns a text that changes whenever a row of a piece does, at a fraction of what reading them costs. It means
     * something only together with the identity of the table.
     *
     * @param piece one of {@link Snapshot#pieces}
     * @return empty if reading the rows is as cheap
     * @see Snapshot#identities
     */
    default Optional<String> stamp(TablePiece piece) {
        return Optional.empty();
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

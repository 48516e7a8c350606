package io.dbguard.spi.database;

import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A database at one moment, while others go on writing to it.
 *
 * <p>No value ever passes through a type that could change it, no session setting outlives the snapshot, and the
 * connection goes back to the pool exactly as it came.
 */
public interface Snapshot extends DatabaseView, PieceReader {

    /** What came of {@link #claim()}. */
    enum Claim {
        /** No other backup of this database runs, and none will as long as the snapshot is open. */
        TAKEN,
        /** Another backup of this database is under way. */
        BUSY,
        /** The database has no means to tell. */
        UNKNOWN
    }

    /**
     * Takes a lock in the database itself, so that whoever backs it up, wherever from and wherever to, is alone. Does not
     * wait. The lock ends with the snapshot, at the latest with the connection.
     */
    default Claim claim() {
        return Claim.UNKNOWN;
    }

    /**
     * Returns the text of {@link DatabaseState} that stands for what this snapshot sees; empty if there is none.
     *
     * @see DatabaseProvider#state
     */
    default Optional<String> state() {
        return Optional.empty();
    }

    /**
     * Finds out what the database is like, in a few queries that read little of each table. Empty, as by default, where
     * that is not possible.
     */
    default Optional<Survey> survey() {
        return Optional.empty();
    }

    /**
     * Cuts tables into pieces that can be read one by one, by several at once.
     *
     * @param tables some of {@link #schema()}'s tables
     * @return all pieces, those of a table one after the other and in their order
     */
    default List<TablePiece> pieces(List<Table> tables) {
        return tables.stream().map(table -> TablePiece.whole(table, 0)).toList();
    }

    /**
     * Returns, for each table, what has to be the same for equal {@link PieceReader#stamps stamps} of a piece to mean equal
     * rows: where and how they are kept, and all that decides how they are written as text. A table that is missing has to be
     * read in any case.
     */
    default Map<TableName, String> identities() {
        return Map.of();
    }

    /**
     * Returns a text by which a later snapshot knows what was written since this one; means something to the database module
     * alone, and never shows what rows hold. Empty, as by default, where the database keeps no account of that.
     *
     * @param before the mark of an earlier snapshot, which was closed before this one's turn came
     * @see #untouched
     */
    default Optional<String> mark(Optional<String> before) {
        return Optional.empty();
    }

    /**
     * Returns those pieces whose rows are certain to be what they were in the snapshot that gave the mark, as long as the
     * identity of the table is the same. No table is looked at for that. By default nothing is certain.
     *
     * @param pieces some of {@link #pieces}, all that are to be asked for
     * @param mark what an earlier snapshot gave
     * @see #identities
     */
    default Set<TablePiece> untouched(List<TablePiece> pieces, String mark) {
        return Set.of();
    }

    @Override
    default void read(TablePiece piece, RowSink sink) {
        readRows(piece.table(), sink);
    }

    /** Opens further connections that see the same moment. Thread-safe. */
    @FunctionalInterface
    interface Companions {
        /**
         * Opens one more; waits as long as the data source does.
         *
         * @return the reader; the caller closes it
         * @throws io.dbguard.api.DatabaseException if there is none to be had
         */
        PieceReader open();
    }

    /**
     * Comes when all has been read, and nothing is asked for afterwards. What rows are read by, such as the labels of a type, may
     * be nothing that a snapshot holds still; where it was changed meanwhile, what was read may be wrong. By default there is
     * nothing to look at.
     *
     * @throws io.dbguard.api.DatabaseException if so; then no backup is made of it
     */
    default void finish() {}

    /** Returns the way to further connections, as long as this one is open; empty if nobody else can see this moment. */
    default Optional<Companions> companions() {
        return Optional.empty();
    }
}

package io.dbguard.postgres.internal.snapshot;

import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.TablePiece;
import java.util.Optional;

/**
 * A row that was inserted or changed has another place, or was made by another transaction; one that was deleted is missing.
 * So the places and the transactions of all rows that are seen stand for what is in them, and asking for those is several
 * times cheaper than reading the rows: no value is unpacked or written as text.
 */
final class PieceStamps {
    /** Reading so little is as cheap as asking whether to. */
    private static final long SMALLEST = 64L << 10;

    /**
     * The age of a transaction counts from one that stays the same for all of a question, so that the difference is its id
     * as a number. There is no cheaper way to that on all versions.
     */
    private static final String SQL = """
            SELECT concat_ws(' ', count(*),
                     bit_xor(hashtidextended(ctid, (SELECT age('1000'::xid)::bigint + 1000) - age(xmin))))
              FROM ONLY %s %s
            """;

    private PieceStamps() {}

    static Optional<String> of(TablePiece piece, PgSession session) {
        if (piece.bytes() < SMALLEST) {
            return Optional.empty();
        }
        String sql = SQL.formatted(Quoting.identifier(piece.table().name()), TablePieces.condition(piece));
        return session.query("ask whether rows have changed", sql, row -> row.getString(1)).stream()
                .findFirst();
    }
}

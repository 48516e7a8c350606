package io.dbguard.postgres.internal.snapshot;

import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.spi.database.TablePiece;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
     * as a number. There is no cheaper way to that on all versions. Of each piece only its own blocks are looked at.
     */
    private static final String SQL = """
            SELECT p.number, concat_ws(' ', s.rows, s.sum)
              FROM (VALUES %s) AS p (number, start, beyond)
             CROSS JOIN LATERAL (
                     SELECT count(*) AS rows,
                            bit_xor(hashtidextended(ctid, (SELECT age('1000'::xid)::bigint + 1000) - age(xmin))) AS sum
                       FROM ONLY %s
                      WHERE ctid >= p.start AND ctid < p.beyond) AS s
            """;

    private PieceStamps() {}

    static Map<TablePiece, String> of(List<TablePiece> pieces, PgSession session) {
        List<TablePiece> worth =
                pieces.stream().filter(piece -> piece.bytes() >= SMALLEST).toList();
        if (worth.isEmpty()) {
            return Map.of();
        }
        String values = IntStream.range(0, worth.size())
                .mapToObj(number -> "(" + number + ", " + TablePieces.start(worth.get(number)) + ", "
                        + TablePieces.beyond(worth.get(number)) + ")")
                .collect(Collectors.joining(", "));
        String table = Quoting.identifier(worth.get(0).table().name());
        return session.queryMap(
                "ask whether rows have changed",
                SQL.formatted(values, table),
                row -> worth.get(row.getInt(1)),
                row -> row.getString(2));
    }
}

package io.dbguard.internal.repository;

import java.util.List;
import java.util.Optional;

/**
 * What a backup notes of its rows.
 *
 * @param pieces some of them
 * @param mark by this the database knows what was written since; only the database module can read it
 */
public record KnownPieces(List<PieceNote> pieces, Optional<String> mark) {
    /** Nothing is known. */
    public static final KnownPieces NONE = new KnownPieces(List.of(), Optional.empty());

    /** Copies the list, so that all can be shared. */
    public KnownPieces {
        pieces = List.copyOf(pieces);
    }
}

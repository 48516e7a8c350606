package io.dbguard.internal.repository;

import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Fingerprint;
import java.time.Instant;
import java.util.List;

/**
 * Some rows of a table that a backup holds, and by what the next backup knows them again without reading them.
 *
 * @param place stands for the place of the rows, and for all that decides how they are written
 * @param key stands for the same and for what makes them the same rows
 * @param read when they were last read from the database
 * @param rows how many there are
 * @param fingerprint stands for what they are
 * @param chunks where they are stored
 */
public record PieceNote(
        String place, String key, Instant read, long rows, Fingerprint fingerprint, List<Chunk> chunks) {

    /** Copies the list, so that the note can be shared. */
    public PieceNote {
        chunks = List.copyOf(chunks);
    }
}

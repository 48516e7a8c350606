package io.dbguard.internal.restore;

import io.dbguard.api.manifest.Chunk;
import java.util.ArrayList;
import java.util.List;

/** Divides the chunks of a table into parts that are loaded each for itself. */
final class RowParts {
    /** Large enough that a statement for each costs nothing, and small enough that all are done at about the same time. */
    private static final long BYTES = 16L << 20;

    private RowParts() {}

    static List<List<Chunk>> of(List<Chunk> chunks) {
        List<List<Chunk>> parts = new ArrayList<>();
        List<Chunk> part = new ArrayList<>();
        long bytes = 0;
        for (Chunk chunk : chunks) {
            part.add(chunk);
            bytes += chunk.rawBytes();
            if (bytes >= BYTES) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}

package io.dbguard.spi.storage;

import java.time.Instant;

/**
 * What a storage knows of a sequence without reading it.
 *
 * @param path where it is
 * @param size how many bytes it has
 * @param modified when it was last written, by the clock of the place; at least to the second. To tell an age, compare
 *     it with that of something just written there, not with the clock of this host
 */
public record Stored(String path, long size, Instant modified) {}

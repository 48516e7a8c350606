package io.dbguard.api.manifest;

/**
 * A run of neighbouring rows of one table, stored as one blob.
 *
 * @param blob the SHA-256 of the stored bytes, which is also the blob's name
 * @param rows how many rows it holds
 * @param rawBytes the size of the rows in COPY text format
 * @param storedBytes the size of the blob
 * @param digest the SHA-256 of the rows in COPY text format
 */
public record Chunk(String blob, long rows, long rawBytes, long storedBytes, String digest) {}

package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a table's rows and keys, divided by key into parts. What does not fit into a small buffer goes to a
 * temporary file, which holds nothing but hashes. Not thread-safe.
 */
final class HashedRows implements AutoCloseable {
    private static final int ENTRY = 4 * Long.BYTES;
    private static final int BUFFERS = 2 << 20;
    private static final int SMALLEST = 64 * ENTRY;
    private static final long ROWS_PER_PART = 200_000;
    private static final int MOST_PARTS = 512;

    private final Part[] parts;

    private HashedRows(int count) {
        parts = new Part[count];
        int buffer = Math.max(SMALLEST, BUFFERS / count / ENTRY * ENTRY);
        for (int i = 0; i < count; i++) {
            parts[i] = new Part(buffer);
        }
    }

    /** Creates as many parts as that number of rows needs. */
    static HashedRows forRows(long rows) {
        return new HashedRows((int) Math.min(MOST_PARTS, 16 + rows / ROWS_PER_PART));
    }

    int parts() {
        return parts.length;
    }

    void add(HashValue128 key, HashValue128 row) {
        int part = (int) Long.remainderUnsigned(key.getMostSignificantBits(), parts.length);
        parts[part].add(key, row);
    }

    void forEach(int part, BiConsumer<HashValue128, HashValue128> entry) {
        parts[part].forEach(entry);
    }

    @Override
    public void close() {
        for (Part part : parts) {
            part.close();
        }
    }

    private static final class Part {
        private final ByteBuffer buffer;
        private @Nullable Path file;
        private @Nullable FileChannel channel;

        Part(int size) {
            buffer = ByteBuffer.allocate(size);
        }

        void add(HashValue128 key, HashValue128 row) {
            if (!buffer.hasRemaining()) {
                spill();
            }
            buffer.putLong(key.getMostSignificantBits()).putLong(key.getLeastSignificantBits());
            buffer.putLong(row.getMostSignificantBits()).putLong(row.getLeastSignificantBits());
        }

        void forEach(BiConsumer<HashValue128, HashValue128> entry) {
            try {
                if (channel != null) {
                    var page = ByteBuffer.allocate(buffer.capacity());
                    channel.position(0);
                    while (channel.read(page) >= 0) {
                        send(page.flip(), entry);
                        page.compact();
                    }
                }
                send(buffer.duplicate().flip(), entry);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read a temporary file", e);
            }
        }

        private static void send(ByteBuffer entries, BiConsumer<HashValue128, HashValue128> entry) {
            while (entries.remaining() >= ENTRY) {
                entry.accept(next(entries), next(entries));
            }
        }

        private static HashValue128 next(ByteBuffer entries) {
            long high = entries.getLong();
            return new HashValue128(high, entries.getLong());
        }

        private void spill() {
            try {
                FileChannel open = channel;
                if (open == null) {
                    file = Files.createTempFile("dbguard-compare-", ".hashes");
                    open = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    channel = open;
                }
                open.position(open.size());
                buffer.flip();
                while (buffer.hasRemaining()) {
                    open.write(buffer);
                }
                buffer.clear();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot write a temporary file", e);
            }
        }

        void close() {
            try {
                if (channel != null) {
                    channel.close();
                }
                if (file != null) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot remove a temporary file", e);
            }
        }
    }
}

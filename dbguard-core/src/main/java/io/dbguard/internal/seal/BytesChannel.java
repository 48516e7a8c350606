package io.dbguard.internal.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * Bytes in memory as a channel. Those that the JDK makes close themselves when their thread is interrupted; what is intact
 * would then be called damaged.
 */
final class BytesChannel implements ByteChannel {
    private final ByteBuffer source;
    private final ByteArrayOutputStream written;
    private boolean open = true;

    private BytesChannel(byte[] source, int expected) {
        this.source = ByteBuffer.wrap(source);
        this.written = new ByteArrayOutputStream(expected);
    }

    static BytesChannel of(byte[] content) {
        return new BytesChannel(content, 0);
    }

    static BytesChannel expecting(int bytes) {
        return new BytesChannel(new byte[0], bytes);
    }

    byte[] written() {
        return written.toByteArray();
    }

    @Override
    public int read(ByteBuffer target) {
        if (!source.hasRemaining()) {
            return -1;
        }
        int count = Math.min(source.remaining(), target.remaining());
        target.put(source.slice().limit(count));
        source.position(source.position() + count);
        return count;
    }

    @Override
    public int write(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        written.writeBytes(bytes);
        return bytes.length;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}

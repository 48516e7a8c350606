package io.dbguard.chaos.memory;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** A storage that does one thing wrong, at its n-th call; a fault that does not fit the call happens at the next that does. */
public final class FaultyStorage implements Storage {
    private final Storage real;
    private final int at;
    private final Fault fault;
    private final CountDownLatch hanging = new CountDownLatch(1);
    private int calls;
    private boolean happened;

    /** Creates a storage. */
    public FaultyStorage(Storage real, int at, Fault fault) {
        this.real = real;
        this.at = at;
        this.fault = fault;
    }

    /** Returns how many calls there were. */
    public synchronized int calls() {
        return calls;
    }

    /** Returns whether the fault has happened. */
    public synchronized boolean happened() {
        return happened;
    }

    /** Waits until the storage hangs. */
    public void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    private synchronized boolean isNow(boolean fits) {
        calls++;
        boolean now = fits && !happened && calls >= at;
        happened |= now;
        return now;
    }

    private <T> T call(boolean fits, Call<T> call) throws IOException {
        boolean loud = !fault.isSilentRead() && !fault.isSilentWrite();
        if (!isNow(fits || loud)) {
            return call.run();
        }
        switch (fault) {
            case REFUSES -> throw new IOException("injected: refused");
            case LOSES_THE_ANSWER -> {
                call.run();
                throw new IOException("injected: answer lost");
            }
            case HANGS -> {
                hang();
                throw new InterruptedIOException("injected: interrupted");
            }
            default -> {
                return null;
            }
        }
    }

    private void hang() {
        hanging.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] wrong(byte[] content) {
        byte[] wrong = content.clone();
        if (wrong.length > 0) {
            wrong[(at * 31) % wrong.length] ^= (byte) (1 + at % 255);
        }
        return fault == Fault.WRITES_SHORT || fault == Fault.READS_SHORT
                ? Arrays.copyOf(content, content.length / 2)
                : wrong;
    }

    @Override
    public byte[] read(String path) throws IOException {
        byte[] content = call(fault.isSilentRead(), () -> real.read(path));
        if (content != null) {
            return content;
        }
        if (fault == Fault.FINDS_NOTHING) {
            throw new NoSuchFileException(path);
        }
        return wrong(real.read(path));
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        Boolean created = call(fault.isSilentWrite(), () -> real.create(path, content));
        if (created != null) {
            return created;
        }
        return fault == Fault.WRITES_NOTHING || real.create(path, wrong(content));
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Boolean done = call(fault.isSilentWrite(), () -> {
            real.replace(path, content);
            return true;
        });
        if (done == null && fault != Fault.WRITES_NOTHING) {
            real.replace(path, wrong(content));
        }
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        Boolean done = call(fault.isSilentWrite(), () -> real.replaceIfUnchanged(path, expected, content));
        if (done != null) {
            return done;
        }
        return fault == Fault.WRITES_NOTHING || real.replaceIfUnchanged(path, expected, wrong(content));
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        OptionalLong size = call(fault == Fault.FINDS_NOTHING, () -> real.size(path));
        return size == null ? OptionalLong.empty() : size;
    }

    /** What a listing leaves out nobody can miss, so no fault makes it silently short. */
    @Override
    public List<Stored> stored(String folder) throws IOException {
        return call(false, () -> real.stored(folder));
    }

    @Override
    public void delete(String path) throws IOException {
        call(false, () -> {
            real.delete(path);
            return true;
        });
    }

    @Override
    public void settle(String path) throws IOException {
        call(false, () -> {
            real.settle(path);
            return true;
        });
    }

    @Override
    public String describe() {
        return "a faulty storage";
    }
}

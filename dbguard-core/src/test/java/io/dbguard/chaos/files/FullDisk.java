package io.dbguard.chaos.files;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** A disk on which so many bytes find room, and no more. */
public final class FullDisk implements Watcher {
    private final long room;
    private long used;

    /** Creates a watcher. */
    public FullDisk(long room) {
        this.room = room;
    }

    /** Returns how many bytes were written, or would have been. */
    public long used() {
        return used;
    }

    @Override
    public int before(Step step) throws IOException {
        int size = step.data().length;
        if (step.kind() == Step.Kind.CREATE || step.kind() == Step.Kind.MAKE_FOLDER) {
            size = 1; // Names need room too.
        }
        long left = Math.max(0, room - used);
        used += size;
        if (size > left && step.kind() != Step.Kind.WRITE) {
            throw noSpace(step);
        }
        return (int) Math.min(left, step.data().length);
    }

    @Override
    public void after(Step step) throws IOException {
        if (step.kind() == Step.Kind.WRITE && used > room) {
            throw noSpace(step);
        }
    }

    private static IOException noSpace(Step step) {
        return new FileSystemException(step.path().toString(), null, "No space left on device");
    }
}

package io.dbguard.internal.audit;

import io.dbguard.api.event.AuditEntry;
import io.dbguard.api.event.AuditTrail;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.internal.host.HostName;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What was done with a repository, line by line. Each line seals the one before, so that a changed line shows, and one that
 * was removed from between others. That the newest lines were removed shows if one of them was a backup's. Thread-safe, and shared by
 * several processes.
 */
public final class AuditLog {
    private static final int ATTEMPTS = 1000;
    private static final String USER = System.getProperty("user.name", "");

    private final Storage storage;

    /**
     * Opens the log.
     *
     * @param storage the place of the repository
     */
    public AuditLog(Storage storage) {
        this.storage = storage;
    }

    /**
     * Adds a line.
     *
     * @param event what has happened
     * @throws IOException if it could not be added
     */
    public void add(GuardEvent event) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (tryToAdd(event)) {
                return;
            }
        }
        throw new IOException("too many others add to the audit log at the same time");
    }

    /** Reads all of it, and looks whether it is whole. */
    public AuditTrail read() throws IOException {
        return read(List.of());
    }

    /**
     * Reads all of it, and looks whether it is whole.
     *
     * @param backups the names of those that are there
     */
    public AuditTrail read(List<String> backups) throws IOException {
        var check = new ChainCheck();
        for (String path : Segment.paths(storage)) {
            check.add(Segment.read(storage, path));
        }
        check.compareWith(backups);
        return check.trail();
    }

    /** Fails if somebody else was faster; both see the same last segment then, so that only one of them can go on. */
    private boolean tryToAdd(GuardEvent event) throws IOException {
        Optional<Segment> last = Segment.last(storage);
        Tail tail = last.map(Tail::of).orElse(Tail.NONE);
        var entry = new AuditEntry(
                tail.number() + 1,
                event,
                USER,
                HostName.get(),
                ProcessHandle.current().pid());
        byte[] line = AuditLine.write(entry, tail.seal());
        if (last.isEmpty() || last.get().isFull() || tail.damaged()) {
            return storage.create(Segment.pathFrom(entry.number()), line);
        }
        return last.get().append(storage, line);
    }

    /**
     * Where the log ends.
     *
     * @param number the number of the last line, 0 if there is none
     * @param seal its seal
     * @param damaged whether it cannot be read; what follows then goes into another file, and the gap shows
     */
    private record Tail(long number, String seal, boolean damaged) {
        static final Tail NONE = new Tail(0, AuditLine.NOTHING, false);

        static Tail of(Segment segment) {
            List<String> lines = segment.lines();
            try {
                AuditLine last = AuditLine.read(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
                return new Tail(last.entry().number(), last.seal(), false);
            } catch (IOException e) {
                return new Tail(segment.firstNumber() + Math.max(0, lines.size() - 1), AuditLine.NOTHING, true);
            }
        }
    }
}

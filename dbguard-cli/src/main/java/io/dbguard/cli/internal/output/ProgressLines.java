package io.dbguard.cli.internal.output;

import io.dbguard.api.report.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Progress for a log: a line every few seconds, none for short work. Not thread-safe. */
public final class ProgressLines implements ProgressDisplay {
    private static final long PAUSE = Duration.ofSeconds(5).toNanos();

    private final PrintWriter err;
    private final LongSupplier clock;
    private long last;

    /**
     * Creates the display.
     *
     * @param err where the lines go
     * @param clock tells the time in nanoseconds
     */
    public ProgressLines(PrintWriter err, LongSupplier clock) {
        this.err = err;
        this.clock = clock;
        this.last = clock.getAsLong();
    }

    @Override
    public void progressed(Progress progress) {
        long now = clock.getAsLong();
        if (now - last >= PAUSE) {
            last = now;
            err.println("dbguard: " + ProgressDisplay.text(progress));
        }
    }
}

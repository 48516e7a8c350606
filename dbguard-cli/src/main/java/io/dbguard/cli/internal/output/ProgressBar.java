package io.dbguard.cli.internal.output;

import io.dbguard.api.report.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Progress for a person: one line that is drawn over and over, and gone at the end. Not thread-safe. */
public final class ProgressBar implements ProgressDisplay {
    private static final long PAUSE = Duration.ofMillis(100).toNanos();
    private static final int CELLS = 20;
    private static final int WIDTH = 79;

    private final PrintWriter err;
    private final LongSupplier clock;
    private long last;
    private boolean drawn;

    /**
     * Creates the display.
     *
     * @param err where the line is drawn
     * @param clock tells the time in nanoseconds
     */
    public ProgressBar(PrintWriter err, LongSupplier clock) {
        this.err = err;
        this.clock = clock;
        this.last = clock.getAsLong();
    }

    @Override
    public void progressed(Progress progress) {
        long now = clock.getAsLong();
        if (now - last >= PAUSE) {
            last = now;
            draw(bar(progress) + " " + ProgressDisplay.text(progress));
        }
    }

    @Override
    public void close() {
        if (drawn) {
            draw("");
            err.print('\r');
            err.flush();
        }
    }

    /** Blanks wipe out what a longer line left; that works on every terminal. */
    private void draw(String line) {
        String shown = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
        err.print("\r" + shown + " ".repeat(WIDTH - shown.length()));
        err.flush();
        drawn = true;
    }

    private static String bar(Progress progress) {
        int full = progress.tables() == 0 ? 0 : CELLS * progress.tablesDone() / progress.tables();
        return "[" + "#".repeat(full) + ".".repeat(CELLS - full) + "]";
    }
}

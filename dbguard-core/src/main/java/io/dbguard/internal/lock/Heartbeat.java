package io.dbguard.internal.lock;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls something at regular times on a thread of its own, until it is stopped. */
final class Heartbeat {
    private final ScheduledExecutorService thread;

    private final Future<?> beats;

    private Heartbeat(ScheduledExecutorService thread, Future<?> beats) {
        this.thread = thread;
        this.beats = beats;
    }

    static Heartbeat start(Duration interval, Runnable beat) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
            var daemon = new Thread(work, "dbguard-lock");
            daemon.setDaemon(true);
            return daemon;
        });
        long millis = interval.toMillis();
        return new Heartbeat(thread, thread.scheduleWithFixedDelay(beat, millis, millis, TimeUnit.MILLISECONDS));
    }

    /** A beat under way is let finish: interrupting it could close channels that it works with. */
    void stop() {
        beats.cancel(false);
        thread.shutdown();
    }
}

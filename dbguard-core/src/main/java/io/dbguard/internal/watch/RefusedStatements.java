package io.dbguard.internal.watch;

import io.dbguard.api.event.EventKind;
import io.dbguard.internal.event.Events;
import io.dbguard.internal.event.Happenings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Tells of statements that were refused: the first one at once, and when the same comes again within a minute, at its end how
 * often. A loop that is refused again and again fills neither the audit log nor a mailbox. Thread-safe.
 */
public final class RefusedStatements implements AutoCloseable {
    private static final int MOST = 1_000;

    private final Events events;
    private final Executor later;
    private final Map<Danger, Repeated> open = new HashMap<>();

    /** How often one was refused again since it was told. */
    private static final class Repeated {
        private final Instant since = Instant.now();
        private long times;
    }

    /**
     * Begins to count.
     *
     * @param events are told
     */
    public RefusedStatements(Events events) {
        this(events, Duration.ofMinutes(1));
    }

    RefusedStatements(Events events, Duration together) {
        this(events, CompletableFuture.delayedExecutor(together.toMillis(), TimeUnit.MILLISECONDS));
    }

    RefusedStatements(Events events, Executor later) {
        this.events = events;
        this.later = later;
    }

    /** Counts one, and tells of it unless the same was told a moment ago. */
    void add(Danger danger) {
        if (isFirst(danger)) {
            tell(danger, "refused a statement of the application: " + danger.described(), Map.of());
            later.execute(() -> tellSum(danger));
        }
    }

    private boolean isFirst(Danger danger) {
        synchronized (open) {
            Repeated repeated = open.get(danger);
            if (repeated != null) {
                repeated.times++;
                return false;
            }
            if (open.size() < MOST) {
                open.put(danger, new Repeated());
            }
            return true;
        }
    }

    private void tellSum(Danger danger) {
        Repeated repeated;
        synchronized (open) {
            repeated = open.remove(danger);
        }
        if (repeated != null && repeated.times > 0) {
            tell(
                    danger,
                    "refused a statement of the application " + repeated.times + " times more: " + danger.described(),
                    Map.of("times", Long.toString(repeated.times), "since", repeated.since.toString()));
        }
    }

    private void tell(Danger danger, String words, Map<String, String> more) {
        Map<String, String> details = new HashMap<>(more);
        details.put("kind", danger.kind().name());
        events.tell(Happenings.of(EventKind.STATEMENT_REFUSED, "", danger.words(), words, details));
    }

    /** Tells what was counted and not told yet; what is refused afterwards begins anew. */
    @Override
    public void close() {
        List<Danger> dangers;
        synchronized (open) {
            dangers = new ArrayList<>(open.keySet());
        }
        dangers.forEach(this::tellSum);
    }
}

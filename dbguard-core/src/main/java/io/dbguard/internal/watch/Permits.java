package io.dbguard.internal.watch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What this thread may do for now although it is dangerous. Each thread has its own. */
public final class Permits {
    /** One for each guard, since what one of them allows is no business of another. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<List<Permit>> here = new ThreadLocal<>();

    /**
     * What may be done, and why.
     *
     * @param danger what
     * @param reason why
     */
    record Permit(Danger danger, String reason) {}

    /**
     * What is done meanwhile.
     *
     * @param <T> what comes of it
     * @param <E> what it throws
     */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T run() throws E;
    }

    /**
     * Allows something while a piece of work is done.
     *
     * @param dangers what
     * @param reason why
     * @param work uses it
     */
    public <T, E extends Exception> T during(List<Danger> dangers, String reason, Work<T, E> work) throws E {
        List<Permit> before = current();
        here.set(Stream.concat(before.stream(), dangers.stream().map(danger -> new Permit(danger, reason)))
                .toList());
        try {
            return work.run();
        } finally {
            if (before.isEmpty()) {
                here.remove();
            } else {
                here.set(before);
            }
        }
    }

    Optional<Permit> of(Danger danger) {
        return current().stream()
                .filter(permit -> permit.danger().covers(danger))
                .findFirst();
    }

    private List<Permit> current() {
        List<Permit> permits = here.get();
        return permits == null ? List.of() : permits;
    }
}

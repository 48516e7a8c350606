package io.dbguard.api.event;

/** Is told what a guard does. Thread-safe. */
@FunctionalInterface
public interface GuardListener {

    /**
     * Is called after something has happened, on the thread that did it, and should return soon. What it throws is
     * logged, once each time, and changes nothing.
     *
     * @param event what has happened
     */
    void happened(GuardEvent event);
}

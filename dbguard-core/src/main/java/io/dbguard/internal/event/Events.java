package io.dbguard.internal.event;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.event.GuardListener;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.Told;
import io.dbguard.internal.audit.AuditLog;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what has happened: the audit log first, then all listeners. Thread-safe. */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final Supplier<Storage> place;
    private final List<GuardListener> listeners;

    /**
     * Creates the events of a guard.
     *
     * @param place gives the place of its repository, for writing
     * @param listeners are told after the log has it
     */
    public Events(Supplier<Storage> place, List<GuardListener> listeners) {
        this.place = place;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Tells of something that was done. If the log cannot be written, the listeners are told nevertheless.
     *
     * @param event what
     */
    public void tell(GuardEvent event) {
        try {
            new AuditLog(place.get()).add(event);
        } catch (IOException e) {
            LOG.warn("The audit log could not be written, it lacks this: {} ({})", event.words(), IoReason.of(e));
        } catch (RuntimeException e) {
            LOG.warn("The audit log could not be written, it lacks this: {} ({})", event.words(), e.getMessage());
        }
        tellListeners(event);
    }

    /**
     * Tells of something without writing it down, where there is no repository to write it to.
     *
     * @param event what
     */
    public void tellListeners(GuardEvent event) {
        listeners.forEach(listener -> tell(listener, event));
    }

    /**
     * Tells of something that is about to be done and must not be done without a trace.
     *
     * @param event what
     * @throws RepositoryException if the log cannot be written
     */
    public void tellFirst(GuardEvent event) {
        try {
            new AuditLog(place.get()).add(event);
        } catch (IOException e) {
            throw new RepositoryException(
                    "The audit log cannot be written (" + IoReason.of(e) + "), and without a trace this is not done: "
                            + event.words(),
                    "nothing was changed",
                    "see to it that the repository can be written",
                    e);
        }
        tellListeners(event);
    }

    /** What a listener throws, also what the compiler does not know of, is no failure of what it is told of. */
    private static void tell(GuardListener listener, GuardEvent event) {
        try {
            listener.happened(event);
        } catch (Throwable e) {
            LOG.warn(
                    "A listener failed when it was told of {}: {}", event.kind().word(), Told.of(e), Told.trace(e));
        }
    }
}

package io.dbguard.chaos.files;

import java.io.IOException;

/** Is told of each step, and may prevent it. */
public interface Watcher {
    /** Watches and does nothing. */
    Watcher NONE = step -> {};

    /**
     * Is told of a step that has been carried out.
     *
     * @throws IOException if the caller is to believe that it was not
     */
    void after(Step step) throws IOException;

    /**
     * Is told of a step that is about to be carried out.
     *
     * @return how many bytes of a write are to be carried out; if less than all, {@link #after} has to fail
     * @throws IOException if the step is not to be carried out
     */
    default int before(Step step) throws IOException {
        return step.data().length;
    }
}

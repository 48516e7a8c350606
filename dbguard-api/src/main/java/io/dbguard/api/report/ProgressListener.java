package io.dbguard.api.report;

/** Is told how far long work has come, after every chunk of about a megabyte, on the working thread. */
@FunctionalInterface
public interface ProgressListener {
    /** Listens to nothing. */
    ProgressListener NONE = progress -> {};

    /**
     * Takes notice. An exception from here ends the work that is going on.
     *
     * @param progress how far it is
     */
    void progressed(Progress progress);
}

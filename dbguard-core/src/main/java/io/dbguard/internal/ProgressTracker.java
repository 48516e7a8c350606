package io.dbguard.internal;

import io.dbguard.api.report.Progress;
import io.dbguard.api.report.Progress.Activity;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.schema.TableName;

/** Counts what has been done and tells a listener, once at a time. Thread-safe. */
public final class ProgressTracker {
    private final ProgressListener listener;
    private final Activity activity;
    private final int tables;
    private int done;
    private long bytes;

    /**
     * Creates a tracker.
     *
     * @param listener is told
     * @param activity what is going on
     * @param tables how many tables there are
     */
    public ProgressTracker(ProgressListener listener, Activity activity, int tables) {
        this.listener = listener;
        this.activity = activity;
        this.tables = tables;
    }

    /**
     * Notes that some rows have passed.
     *
     * @param table their table
     * @param size their size
     */
    public synchronized void passed(TableName table, long size) {
        bytes += size;
        listener.progressed(new Progress(activity, table, done, tables, bytes));
    }

    /**
     * Notes that a table is finished.
     *
     * @param table the table
     */
    public synchronized void finished(TableName table) {
        done++;
        listener.progressed(new Progress(activity, table, done, tables, bytes));
    }
}

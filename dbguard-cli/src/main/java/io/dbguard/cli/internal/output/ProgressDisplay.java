package io.dbguard.cli.internal.output;

import io.dbguard.api.report.Progress;
import io.dbguard.api.report.ProgressListener;
import java.util.Locale;

/** Shows how far long work has come, until it is closed. */
public interface ProgressDisplay extends ProgressListener, AutoCloseable {
    /** Shows nothing. */
    ProgressDisplay NONE = progress -> {};

    @Override
    default void close() {}

    /**
     * Says what is going on.
     *
     * @param progress how far it is
     */
    static String text(Progress progress) {
        return String.format(
                Locale.ROOT,
                "%s: %d of %s, %s, at %s",
                progress.activity().name().toLowerCase(Locale.ROOT),
                progress.tablesDone(),
                Amounts.count(progress.tables(), "table"),
                Amounts.size(progress.bytes()),
                Printable.line(progress.table().toString()));
    }
}

package io.dbguard.chaos.files;

import java.util.concurrent.CountDownLatch;

/** The end of a process at a mark: it says that it is there, and waits to be killed. */
public final class Stopping {
    /** What the process prints. */
    static final String AT_MARK = "at mark";

    private Stopping() {}

    /** Returns a watcher that stops this process at a mark given as {@code step:moment}. */
    public static AtMark at(String mark) {
        int colon = mark.indexOf(':');
        var parsed =
                new Mark(Integer.parseInt(mark.substring(0, colon)), Mark.Moment.valueOf(mark.substring(colon + 1)));
        return new AtMark(parsed, Stopping::stop);
    }

    private static void stop() {
        System.out.println(AT_MARK);
        System.out.flush();
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Only a kill ends this.
            }
        }
    }
}

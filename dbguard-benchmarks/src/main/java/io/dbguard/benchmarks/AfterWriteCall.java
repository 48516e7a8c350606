package io.dbguard.benchmarks;

import io.dbguard.Guard;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;

/** What a call of {@code backupAfterWrite()} costs the thread that makes it: nanoseconds and bytes. */
public final class AfterWriteCall {
    private static final int ROUNDS = 7;
    private static final int CALLS = 20_000_000;

    private AfterWriteCall() {}

    /** Takes the URL of a PostgreSQL database and an empty folder. The backup itself is put off until the end. */
    public static void main(String[] arguments) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        try (Guard guard = Guard.protect(dataSource)
                .storeIn(Path.of(arguments[1]))
                .afterWrite(Duration.ofHours(1), Duration.ofHours(2))
                .build()) {
            var time = new Figures();
            var bytes = new Figures();
            for (int round = 0; round < ROUNDS; round++) {
                measure(guard, time, bytes);
            }
            System.out.printf(Locale.ROOT, "ns a call: %s; bytes a call: %s%n", time.range(), bytes.range());
        }
    }

    private static void measure(Guard guard, Figures time, Figures bytes) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        for (int call = 0; call < CALLS; call++) {
            guard.backupAfterWrite();
        }
        time.add((double) (System.nanoTime() - start) / CALLS);
        bytes.add((double) (threads.getCurrentThreadAllocatedBytes() - allocated) / CALLS);
    }
}

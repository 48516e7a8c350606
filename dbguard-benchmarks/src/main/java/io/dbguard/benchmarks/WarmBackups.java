package io.dbguard.benchmarks;

import io.dbguard.Guard;
import java.nio.file.Path;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The same first backup again and again in one process: what it costs an application that has been running for a while,
 * without the start of Java and the compilation of what runs often, which {@link Compare} counts too.
 */
public final class WarmBackups {
    private WarmBackups() {}

    /** Takes the URL, a folder for a repository per round, the number of connections and of rounds. */
    public static void main(String[] arguments) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        int rounds = Integer.parseInt(arguments[3]);
        for (int round = 1; round <= rounds; round++) {
            long start = System.nanoTime();
            double cpu = cpuSeconds();
            try (Guard guard = Guard.protect(dataSource)
                    .storeIn(Path.of(arguments[1]).resolve("round" + round))
                    .connections(Integer.parseInt(arguments[2]))
                    .build()) {
                guard.backup().run();
            }
            double wall = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT, "round %d: %.2f s, %.2f s of the client's CPU%n", round, wall, cpuSeconds() - cpu);
        }
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }
}

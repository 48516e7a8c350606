package io.dbguard.benchmarks;

import io.dbguard.Guard;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** What {@link Compare} measures of dbguard, in a process of its own. */
public final class CompareWork {
    private CompareWork() {}

    /** Takes {@code backup} or {@code restore}, the URL, the folder and the number of connections. */
    public static void main(String[] arguments) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[1]);
        int connections = Integer.parseInt(arguments[3]);
        try (Guard guard = Guard.protect(dataSource)
                .storeIn(Path.of(arguments[2]))
                .connections(connections)
                .build()) {
            if (arguments[0].equals("backup")) {
                guard.backup().run();
            } else {
                guard.restore().latest().connections(connections).run();
            }
        }
    }
}

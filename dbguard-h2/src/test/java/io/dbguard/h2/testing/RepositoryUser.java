package io.dbguard.h2.testing;

import io.dbguard.BackupRepository;
import io.dbguard.Guard;
import io.dbguard.api.BusyException;
import io.dbguard.api.retention.Retention;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;

/** A program that works with a repository that others use too. */
public final class RepositoryUser {
    private RepositoryUser() {}

    /** Takes what to do, a repository, and how often; says "done" and what was done. */
    public static void main(String[] arguments) {
        Path repository = Path.of(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        if (arguments[0].equals("write")) {
            write(repository, rounds);
        } else {
            prune(repository, rounds);
        }
    }

    private static void write(Path repository, int rounds) {
        try (H2Database shop = H2Database.inMemory();
                Guard guard = Guard.protect(shop.dataSource())
                        .storeIn(repository)
                        .lockWait(Duration.ofMinutes(2))
                        .build()) {
            shop.run("CREATE TABLE T (ID INT PRIMARY KEY, V VARCHAR)");
            shop.run("INSERT INTO T SELECT X, REPEAT('x', 20) FROM SYSTEM_RANGE(1, 5000)");
            for (int round = 0; round < rounds; round++) {
                // Back and forth, so that blobs which nobody needed a moment ago are needed again.
                shop.run("UPDATE T SET V = '" + round % 2 + "' WHERE ID < 100");
                System.out.println("done " + guard.backup().run().header().id());
            }
        }
    }

    private static void prune(Path repository, int rounds) {
        for (int round = 0; round < rounds; round++) {
            try {
                System.out.println("done "
                        + BackupRepository.in(repository)
                                .prune(Retention.last(1))
                                .grace(Duration.ZERO)
                                .run()
                                .removedBackups());
            } catch (BusyException e) {
                System.out.println("busy");
            }
        }
    }

    /** Starts the program in a JVM of its own. */
    public static Process start(String what, Path repository, int rounds) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RepositoryUser.class.getName(),
                        what,
                        repository.toString(),
                        String.valueOf(rounds))
                .redirectError(Redirect.INHERIT)
                .start();
    }
}

package io.dbguard.h2.testing;

import io.dbguard.Guard;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** A program that restores the latest backup and halts in the middle, as if the power went. */
public final class HaltingRestore {
    private HaltingRestore() {}

    /** Takes a URL, a repository, and which statement or commit is not carried out any more. */
    public static void main(String[] arguments) {
        H2Database database = H2Database.at(arguments[0]);
        var halting = MortalDataSource.haltingAt(database.dataSource(), Integer.parseInt(arguments[2]));
        Guard.protect(halting)
                .storeIn(Path.of(arguments[1]))
                .build()
                .restore()
                .latest()
                .fromAnotherDatabase()
                .withoutSafetyBackup()
                .run();
    }

    /** Runs the program in a JVM of its own and returns whether it came to its end. */
    public static boolean run(H2Database database, Path repository, int deed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HaltingRestore.class.getName(),
                        database.url(),
                        repository.toString(),
                        String.valueOf(deed))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT)
                .start();
        int code = process.waitFor();
        if (code != 0 && code != MortalDataSource.HALTED) {
            throw new AssertionError("The restore ended with code " + code);
        }
        return code == 0;
    }
}

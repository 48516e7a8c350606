package io.dbguard.internal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A program that finds out whether another process has a folder locked. */
public final class LockProbe {
    private static final int LOCKED = 7;

    private LockProbe() {}

    static boolean isLocked(Path folder) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        int code = new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProbe.class.getName(),
                        folder.resolve(".lock").toString()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0 && code != LOCKED) {
            throw new AssertionError("The program ended with " + code);
        }
        return code == LOCKED;
    }

    /** Ends with a code of its own if the file is locked. */
    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                System.exit(LOCKED);
            }
        }
    }
}

package io.dbguard.internal.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A program that adds to a number in a folder, while other processes do the same. */
public final class CountingProcess {
    static final String NUMBER = "count/number";

    private CountingProcess() {}

    static Process start(Path folder, int times) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CountingProcess.class.getName(),
                        folder.toString(),
                        String.valueOf(times)))
                .inheritIO()
                .start();
    }

    /** Counts up, each time from what it has just read. */
    public static void main(String[] arguments) throws IOException {
        var storage = new LocalStorage(Path.of(arguments[0]));
        int done = 0;
        while (done < Integer.parseInt(arguments[1])) {
            byte[] old = storage.read(NUMBER);
            int next = Integer.parseInt(new String(old, StandardCharsets.US_ASCII)) + 1;
            done += storage.replaceIfUnchanged(NUMBER, old, String.valueOf(next).getBytes(StandardCharsets.US_ASCII))
                    ? 1
                    : 0;
        }
    }
}

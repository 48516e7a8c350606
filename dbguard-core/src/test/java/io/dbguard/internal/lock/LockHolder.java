package io.dbguard.internal.lock;

import io.dbguard.api.DbGuardException;
import io.dbguard.internal.storage.LocalStorage;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that takes a lock and does with it as it is told, and the handle on it. */
public final class LockHolder implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;

    private LockHolder(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.orders = new BufferedWriter(process.outputWriter(StandardCharsets.UTF_8));
    }

    /** Takes a folder and "shared" or "exclusive"; obeys the words it reads. */
    public static void main(String[] arguments) throws IOException {
        var locks = new RepositoryLocks(new LocalStorage(Path.of(arguments[0])));
        HeldLock lock = arguments[1].equals("shared")
                ? locks.shared("backup", Duration.ZERO)
                : locks.exclusive("prune", Duration.ZERO);
        System.out.println("held");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String word = in.readLine(); word != null; word = in.readLine()) {
            System.out.println(obey(word, lock));
        }
    }

    private static String obey(String word, HeldLock lock) {
        try {
            switch (word) {
                case "check" -> lock.check();
                case "confirm" -> lock.confirm();
                case "release" -> lock.close();
                default -> throw new IllegalArgumentException(word);
            }
            return "done";
        } catch (DbGuardException e) {
            return e.failed();
        }
    }

    /** Starts the program in a JVM of its own and waits until it holds the lock. */
    public static LockHolder start(Path folder, String purpose) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder.toString(),
                        purpose)
                .redirectError(Redirect.INHERIT)
                .start();
        var holder = new LockHolder(process);
        if (!"held".equals(holder.answers.readLine())) {
            throw new IOException("The program did not get the lock");
        }
        return holder;
    }

    String tell(String word) throws IOException {
        orders.write(word);
        orders.newLine();
        orders.flush();
        return answers.readLine();
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill ended with " + code);
        }
    }

    /** Kills the program as the kernel does when memory is short, and waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new UncheckedIOException(new IOException("The program does not end"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

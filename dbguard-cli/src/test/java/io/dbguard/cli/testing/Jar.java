package io.dbguard.cli.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The executable jar, each command a process of its own without a terminal. */
public final class Jar {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** Half of a short life is spent on compiling code that is run once. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Map<String, String> environment;
    private final String shell;

    private Jar(Map<String, String> environment, String shell) {
        this.environment = environment;
        this.shell = shell;
    }

    /** Returns the jar in an environment that says nothing of databases. */
    public static Jar plain() {
        return new Jar(Map.of(), "exec \"$@\"");
    }

    /** Returns the jar in an environment with one more variable. */
    public Jar with(String variable, String value) {
        var more = new HashMap<>(environment);
        more.put(variable, value);
        return new Jar(more, shell);
    }

    /** Returns the jar called by a line for the shell, in which {@code "$@"} is the command. */
    public Jar through(String line) {
        return new Jar(environment, line);
    }

    /** Runs a command to its end. */
    public Outcome run(String... args) {
        try {
            Path out = Files.createTempFile("dbguard", ".out");
            Path err = Files.createTempFile("dbguard", ".err");
            int code = process(out, err, args).waitFor();
            var outcome = new Outcome(code, Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command and does not wait for it; what it says is lost. */
    public Process start(String... args) {
        try {
            Path nowhere = Path.of("/dev/null");
            return process(nowhere, nowhere, args);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process process(Path out, Path err, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", shell, "sh", JAVA.toString()));
        command.addAll(QUICK_START);
        command.addAll(List.of("-jar", System.getProperty("dbguard.jar")));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DBGUARD_") || name.startsWith("JAVA_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return builder.start();
    }
}

package io.dbguard.chaos.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM that runs a program up to a mark and is killed there with the signal that no process can catch.
 *
 * @param lines what it printed
 * @param killed whether it got to the mark; otherwise it came to its end
 */
public record Victim(List<String> lines, boolean killed) {

    /** Runs a program, whose last argument is the mark. */
    public static Victim run(Class<?> program, Mark mark, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        command.add(mark.step() + ":" + mark.moment());
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            return watch(process);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Victim watch(Process process) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals(Stopping.AT_MARK)) {
                    process.destroyForcibly().waitFor();
                    return new Victim(lines, true);
                }
                lines.add(line);
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new AssertionError("The program ended with " + code + " after " + lines);
        }
        return new Victim(lines, false);
    }

    /** Returns the values that the program printed as {@code name value}. */
    public List<String> values(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }
}

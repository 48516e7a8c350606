package io.dbguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a program costs each time that it is run: time, processor time of its own and of the server, memory. */
final class MeasuredProgram {
    private final String name;
    private final ServerCpu server;
    private final Figures wall = new Figures();
    private final Figures client = new Figures();
    private final Figures atServer = new Figures();
    private final Figures megabytes = new Figures();

    MeasuredProgram(String name, ServerCpu server) {
        this.name = name;
        this.server = server;
    }

    void run(List<String> command) throws IOException, InterruptedException {
        double clientBefore = ServerCpu.ofEndedChildren();
        double serverBefore = server.seconds();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long peak = watch(process);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(name + " ended with " + process.exitValue());
        }
        Thread.sleep(300); // The server's sessions end a little later.
        wall.add(seconds);
        client.add(ServerCpu.ofEndedChildren() - clientBefore);
        atServer.add(server.seconds() - serverBefore);
        megabytes.add(peak / 1024.0);
    }

    double seconds() {
        return wall.median();
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.0f |",
                name,
                wall.range(),
                client.range(),
                atServer.range(),
                megabytes.median());
    }

    /** Waits for the end and returns the sum of the peaks of the process and those that it starts, in kilobytes. */
    private static long watch(Process process) throws IOException, InterruptedException {
        Map<Long, Long> peaks = new ConcurrentHashMap<>();
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            Stream.concat(Stream.of(process.pid()), process.descendants().map(ProcessHandle::pid))
                    .forEach(pid -> peaks.merge(pid, peakOf(pid), Math::max));
        }
        return peaks.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long peakOf(long process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException e) {
            return 0; // It has just ended.
        }
    }
}

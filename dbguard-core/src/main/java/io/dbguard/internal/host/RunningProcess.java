package io.dbguard.internal.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A process, named so that no other one at any time on any host has the same name. Only Linux gives such names: a host
 * name or a number of a process by itself proves nothing, since containers and clones of machines share them.
 *
 * @param kernel the start of the kernel and the namespace of process numbers; empty where there are no such things
 * @param number the number of the process in that namespace
 * @param start when it started, in the kernel's own ticks; the time of day would change when a clock is set
 */
public record RunningProcess(String kernel, long number, String start) {
    private static final Path PROC = Path.of("/proc");
    private static final RunningProcess CURRENT = findCurrent();

    /** Whether a process lives. */
    public enum Fate {
        /** It lives, though it may be stopped. */
        ALIVE,
        /** It has ended. */
        GONE,
        /** It cannot be told from here. */
        UNKNOWN
    }

    /** Returns this process. */
    public static RunningProcess current() {
        return CURRENT;
    }

    /** Finds out whether the process lives. */
    public Fate fate() {
        if (kernel.isEmpty() || !kernel.equals(CURRENT.kernel)) {
            return Fate.UNKNOWN;
        }
        try {
            ProcessStatus status = ProcessStatus.read(PROC, number);
            return status.start().equals(start) && !status.ended() ? Fate.ALIVE : Fate.GONE;
        } catch (NoSuchFileException e) {
            return Fate.GONE;
        } catch (IOException | RuntimeException e) {
            return Fate.UNKNOWN;
        }
    }

    /** Returns a short name for the names of files; different kernels have different ones, as good as always. */
    public String token() {
        return Integer.toHexString(kernel.hashCode()) + "." + number + "." + (start.isEmpty() ? "0" : start);
    }

    /**
     * Finds out whether the process of a token lives.
     *
     * @param token as {@link #token()} gave it, perhaps on another host
     */
    public static Fate fateOf(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(Integer.toHexString(CURRENT.kernel.hashCode()))) {
            return Fate.UNKNOWN;
        }
        try {
            return new RunningProcess(CURRENT.kernel, Long.parseLong(parts[1]), parts[2]).fate();
        } catch (NumberFormatException e) {
            return Fate.UNKNOWN;
        }
    }

    private static RunningProcess findCurrent() {
        long number = ProcessHandle.current().pid();
        try {
            return new RunningProcess(
                    kernelOfThis(), number, ProcessStatus.read(PROC, number).start());
        } catch (IOException | RuntimeException e) {
            return new RunningProcess("", number, "");
        }
    }

    private static String kernelOfThis() throws IOException {
        if (hidesProcesses()) {
            return "";
        }
        String boot = Files.readString(PROC.resolve("sys/kernel/random/boot_id"), StandardCharsets.US_ASCII);
        return boot.strip() + "/" + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    }

    /** Where processes of other users are hidden, a living one looks like one that has ended. */
    private static boolean hidesProcesses() throws IOException {
        return Files.readAllLines(PROC.resolve("mounts"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains(" /proc proc "))
                .anyMatch(line -> line.contains("hidepid=") && !line.contains("hidepid=0"));
    }
}

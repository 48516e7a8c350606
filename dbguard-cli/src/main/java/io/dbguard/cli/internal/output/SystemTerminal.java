package io.dbguard.cli.internal.output;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The terminal of this process. */
public final class SystemTerminal implements Terminal {
    private static final Path STDERR = Path.of("/proc/self/fd/2");

    /** Creates the terminal; nothing is asked yet. */
    public SystemTerminal() {}

    @Override
    public boolean canAsk() {
        return console() != null;
    }

    @Override
    public boolean canRedraw() {
        String kind = System.getenv("TERM");
        return kind != null && !kind.equals("dumb") && stderrIsTerminal();
    }

    @Override
    public String ask(String question) {
        Console console = console();
        String answer = console == null ? null : console.readLine("%s ", question);
        return answer == null ? "" : answer.strip();
    }

    @Override
    public String askSecret(String question) {
        Console console = console();
        char[] answer = console == null ? null : console.readPassword("%s ", question);
        return answer == null ? "" : new String(answer);
    }

    private boolean stderrIsTerminal() {
        try {
            String target = Files.readSymbolicLink(STDERR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            // No such thing on this system: Java can only tell whether stdin and stdout are a terminal.
            return canAsk();
        }
    }

    /** From Java 22 on there may be a console that is no terminal; only those versions can be asked. */
    @SuppressWarnings("SystemConsoleNull") // That is what this method takes care of.
    private static @Nullable Console console() {
        Console console = System.console();
        try {
            boolean real = console == null
                    || (boolean) Console.class.getMethod("isTerminal").invoke(console);
            return real ? console : null;
        } catch (ReflectiveOperationException e) {
            return console;
        }
    }
}

package io.dbguard.postgres.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** PostgreSQL's own pg_dump, as an independent witness where the machine has one that is new enough. */
public final class PgDump {
    private static final Pattern MAJOR = Pattern.compile("(\\d+)\\.");
    private static final int NEWEST = 30;

    private final Path program;

    private PgDump(Path program) {
        this.program = program;
    }

    /** Returns the pg_dump for servers of a major version, if there is one. */
    public static Optional<PgDump> forServer(int major) {
        Stream<Path> versioned =
                IntStream.range(major, NEWEST).mapToObj(n -> Path.of("/usr/lib/postgresql/" + n + "/bin/pg_dump"));
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, "pg_dump"));
        return Stream.concat(onPath, versioned)
                .filter(Files::isExecutable)
                .filter(program -> majorOf(program) >= major)
                .findFirst()
                .map(PgDump::new);
    }

    private static int majorOf(Path program) {
        Matcher version = MAJOR.matcher(run(program.toString(), "--version"));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** Dumps a database as its superuser. Lines that are random by design are left out. */
    public String dump(PostgresDatabase database) {
        String url = database.server().url("postgres", database.name()).substring("jdbc:".length());
        return run(program.toString(), "--dbname", url)
                .lines()
                .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                .collect(Collectors.joining("\n"));
    }

    private static String run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command[0] + " failed");
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}

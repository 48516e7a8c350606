package io.dbguard.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.engine.Constants;

/**
 * Backups and restores of an H2 database in a file beside SCRIPT, RUNSCRIPT and BACKUP TO, in turns: each in a process of its
 * own, and then all in one process that is warm. Half of the rows are wide and half are narrow.
 */
public final class H2Speed {
    private static final String MEMORY = "-Xmx512m";

    private final Path folder;
    private final Path source;

    private H2Speed(Path folder) {
        this.folder = folder;
        this.source = folder.resolve("source");
    }

    /** Takes a folder to work in, rows, rounds with a process for each work, and rounds in one process. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3) {
            new H2Speed(Path.of(arguments[0])).warmRounds(Integer.parseInt(arguments[2]));
            return;
        }
        var speed = new H2Speed(Files.createDirectories(Path.of(arguments[0])));
        long rows = Long.parseLong(arguments[1]);
        speed.createSource(rows);
        System.out.printf(
                Locale.ROOT,
                "H2 %s, %,d rows, %.0f MB of file%n",
                Constants.FULL_VERSION,
                rows,
                Files.size(speed.file("source")) / 1e6);
        speed.coldRounds(Integer.parseInt(arguments[2]));
        speed.inOneProcess(arguments[3]);
    }

    private void createSource(long rows) throws IOException, SQLException {
        Files.deleteIfExists(file("source"));
        H2Work.execute(
                source,
                """
                CREATE TABLE wide (id BIGINT PRIMARY KEY, name VARCHAR(100) NOT NULL, note VARCHAR, data JSON,
                    price NUMERIC(14, 4), ratio DOUBLE PRECISION, at TIMESTAMP WITH TIME ZONE, born DATE, flag BOOLEAN,
                    code UUID, bytes VARBINARY(100))""",
                """
                INSERT INTO wide
                SELECT x, 'customer ' || RAWTOHEX(HASH('MD5', CAST(x AS VARCHAR))),
                    REPEAT(RAWTOHEX(HASH('MD5', CAST(MOD(x, 1000) AS VARCHAR))) || ' ', 3),
                    JSON_OBJECT('id': x, 'city': 'city ' || MOD(x, 300), 'open': MOD(x, 3) = 0),
                    MOD(x, 1000000) / 7.0, SQRT(x),
                    DATEADD('SECOND', 37 * x, TIMESTAMP WITH TIME ZONE '2020-01-01 00:00:00+00'),
                    DATEADD('DAY', MOD(x, 2000), DATE '2020-01-01'), MOD(x, 2) = 0,
                    CAST(HASH('MD5', CAST(-x AS VARCHAR)) AS UUID), HASH('MD5', CAST(3 * x AS VARCHAR))
                FROM SYSTEM_RANGE(1, %d)""".formatted(rows / 2),
                "CREATE INDEX wide_name ON wide (name)",
                "CREATE INDEX wide_at ON wide (at, price)",
                "CREATE TABLE narrow (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, wide BIGINT, amount INTEGER)",
                "INSERT INTO narrow (wide, amount) SELECT 1 + MOD(x * 7919, %d), MOD(x, 1000) FROM SYSTEM_RANGE(1, %d)"
                        .formatted(rows / 2, rows - rows / 2),
                "ALTER TABLE narrow ADD FOREIGN KEY (wide) REFERENCES wide",
                "SHUTDOWN COMPACT");
    }

    private void coldRounds(int rounds) throws Exception {
        Map<H2Work, MeasuredProgram> programs = new EnumMap<>(H2Work.class);
        for (int round = 0; round < rounds; round++) {
            for (H2Work work : H2Work.values()) {
                prepare(work);
                MeasuredProgram program =
                        programs.computeIfAbsent(work, w -> new MeasuredProgram(w.title(), ServerCpu.NONE));
                program.run(java(
                        H2Work.class,
                        work.name(),
                        database(work).toString(),
                        folder.resolve(backup(work)).toString()));
                System.err.println("round " + (round + 1) + ": " + program.row());
            }
        }
        System.out.println("Each in a process of its own, start of Java and opening of the file included:");
        System.out.println("| what | wall s | CPU s | | MB |");
        System.out.println("|---|---|---|---|---|");
        programs.values().forEach(program -> System.out.println(program.row()));
    }

    private static List<String> java(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                MEMORY,
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private void inOneProcess(String rounds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java(H2Speed.class, folder.toString(), "warm", rounds))
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The rounds in one process ended with " + process.exitValue());
        }
    }

    /** The first round is not counted. */
    private void warmRounds(int rounds) throws Exception {
        Map<H2Work, Figures> wall = new EnumMap<>(H2Work.class);
        Map<H2Work, Figures> cpu = new EnumMap<>(H2Work.class);
        for (int round = 0; round <= rounds; round++) {
            for (H2Work work : H2Work.values()) {
                prepare(work);
                long start = System.nanoTime();
                double cpuBefore = cpuSeconds();
                work.runAsAnApplication(database(work), folder.resolve(backup(work)));
                if (round > 0) {
                    wall.computeIfAbsent(work, w -> new Figures()).add((System.nanoTime() - start) / 1e9);
                    cpu.computeIfAbsent(work, w -> new Figures()).add(cpuSeconds() - cpuBefore);
                }
            }
        }
        System.out.println("In one process, after a first round:");
        System.out.println("| what | wall s | CPU s |");
        System.out.println("|---|---|---|");
        wall.forEach((work, figures) -> System.out.println("| " + work.title() + " | " + figures.range() + " | "
                + requireNonNull(cpu.get(work)).range() + " |"));
        ratios("wall", wall);
        ratios("CPU", cpu);
    }

    private static void ratios(String what, Map<H2Work, Figures> figures) {
        ratio(what, H2Work.SCRIPT, H2Work.BACKUP, figures);
        ratio(what, H2Work.RUNSCRIPT, H2Work.RESTORE, figures);
    }

    private static void ratio(String what, H2Work other, H2Work ours, Map<H2Work, Figures> figures) {
        System.out.printf(
                Locale.ROOT,
                "%s takes %.2f times the %s of %s%n",
                other.title(),
                requireNonNull(figures.get(other)).median()
                        / requireNonNull(figures.get(ours)).median(),
                what,
                ours.title());
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    private static String backup(H2Work work) {
        return switch (work) {
            case BACKUP, RESTORE -> "repository";
            case SCRIPT, RUNSCRIPT -> "script.sql.deflate";
            case BACKUP_TO -> "backup.zip";
        };
    }

    private Path database(H2Work work) {
        return work.loads() ? folder.resolve("target") : source;
    }

    /** What is loaded goes into a new file; what is written, into none that is there. */
    private void prepare(H2Work work) throws IOException {
        delete(work.loads() ? file("target") : folder.resolve(backup(work)));
    }

    private Path file(String database) {
        return folder.resolve(database + ".mv.db");
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

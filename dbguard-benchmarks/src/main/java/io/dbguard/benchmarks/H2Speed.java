package io.dbguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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
                org.h2.engine.Constants.FULL_VERSION,
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

    /** One work, and where its backup is. */
    private record Case(H2Work work, MeasuredProgram program, String backup) {}

    private void coldRounds(int rounds) throws Exception {
        List<Case> cases = new ArrayList<>();
        for (H2Work work : H2Work.values()) {
            cases.add(new Case(work, new MeasuredProgram(work.title(), ServerCpu.NONE), backup(work)));
        }
        for (int round = 0; round < rounds; round++) {
            for (Case one : cases) {
                prepare(one.work);
                one.program.run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        H2Work.class.getName(),
                        one.work.name(),
                        database(one.work).toString(),
                        folder.resolve(one.backup).toString()));
                System.err.println("round " + (round + 1) + ": " + one.program.row());
            }
        }
        System.out.println("Each in a process of its own, start of Java and opening of the file included:");
        System.out.println("| what | wall s | CPU s | | MB |");
        System.out.println("|---|---|---|---|---|");
        cases.forEach(one -> System.out.println(one.program.row()));
        ratio(
                "backup",
                "SCRIPT",
                cases.get(1).program.seconds() / cases.get(0).program.seconds());
        ratio(
                "restore",
                "RUNSCRIPT",
                cases.get(4).program.seconds() / cases.get(3).program.seconds());
    }

    private static void ratio(String what, String other, double times) {
        System.out.printf(Locale.ROOT, "%s: %.2f times as fast as %s%n", what, times, other);
    }

    private void inOneProcess(String rounds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        MEMORY,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        H2Speed.class.getName(),
                        folder.toString(),
                        "warm",
                        rounds)
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The rounds in one process ended with " + process.exitValue());
        }
    }

    /** The first round is not counted. */
    private void warmRounds(int rounds) throws Exception {
        List<Figures> wall = new ArrayList<>();
        List<Figures> cpu = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            for (H2Work work : H2Work.values()) {
                wall.add(new Figures());
                cpu.add(new Figures());
                prepare(work);
                long start = System.nanoTime();
                double cpuBefore = cpuSeconds();
                work.runAsAnApplication(database(work), folder.resolve(backup(work)));
                if (round > 0) {
                    wall.get(work.ordinal()).add((System.nanoTime() - start) / 1e9);
                    cpu.get(work.ordinal()).add(cpuSeconds() - cpuBefore);
                }
            }
        }
        System.out.println("In one process, after a first round:");
        System.out.println("| what | wall s | CPU s |");
        System.out.println("|---|---|---|");
        for (H2Work work : H2Work.values()) {
            System.out.printf(
                    "| %s | %s | %s |%n",
                    work.title(),
                    wall.get(work.ordinal()).range(),
                    cpu.get(work.ordinal()).range());
        }
        ratio("backup", "SCRIPT", wall.get(1).median() / wall.get(0).median());
        ratio("restore", "RUNSCRIPT", wall.get(4).median() / wall.get(3).median());
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

package io.dbguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Backups and restores beside pg_dump and pg_restore, in turns: wall time, processor time of the client and of the server,
 * and the client's peak memory. dbguard runs with {@code -Xmx64m}. Needs a PostgreSQL server on this machine.
 */
public final class Compare {
    private static final String SOURCE = "compare_source";
    private static final String TARGET = "compare_target";

    private final SampleDatabase databases;
    private final Path tools;
    private final Path folder;
    private final int connections;
    private final ServerCpu server;
    private final List<Case> cases = new ArrayList<>();

    private Compare(String url, Path tools, Path folder, int connections) throws SQLException, IOException {
        this.databases = new SampleDatabase(url);
        this.tools = tools;
        this.folder = folder;
        this.connections = connections;
        this.server = ServerCpu.of(url);
    }

    /**
     * Takes the URL of any database on the server, megabytes of rows, the folder with pg_dump and pg_restore, an empty folder
     * in which all that is written is left, and then, if they are not to be the usual ones: {@code mixed} or {@code one} table, rounds, connections,
     * {@code all} or only {@code backups}.
     */
    public static void main(String[] arguments) throws Exception {
        int megabytes = Integer.parseInt(arguments[1]);
        boolean oneTable = arguments.length > 4 && arguments[4].equals("one");
        int rounds = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 3;
        int connections = arguments.length > 6 ? Integer.parseInt(arguments[6]) : 2;
        var compare = new Compare(arguments[0], Path.of(arguments[2]), Path.of(arguments[3]), connections);
        String source =
                oneTable ? compare.databases.oneTable(SOURCE, megabytes) : compare.databases.mixed(SOURCE, megabytes);
        compare.plan(source);
        if (arguments.length > 7 && arguments[7].equals("backups")) {
            compare.cases.removeIf(Case::restores);
        }
        System.out.println(SampleDatabase.query(source, "SELECT version()") + ", "
                + SampleDatabase.query(source, "SELECT pg_size_pretty(pg_database_size(current_database()))")
                + (oneTable ? ", one table, " : ", mixed, ") + rounds + " rounds");
        compare.run(rounds);
        compare.print();
        compare.databases.drop(SOURCE);
        compare.databases.drop(TARGET);
    }

    /** One program to run in each round, and the name of what it is held against, if it is ours. */
    private record Case(
            String name,
            MeasuredProgram program,
            List<String> command,
            Path output,
            boolean restores,
            String against) {}

    private void plan(String source) {
        String many = String.valueOf(connections);
        String several = many + (connections == 1 ? " connection" : " connections");
        String parallelDump = "pg_dump -Fd -j " + many + " -Z zstd:1";
        String parallelRestore = "pg_restore -j " + many;
        Path parallel = folder.resolve("dump-parallel");
        Path plain = folder.resolve("dump-default");
        add("backup, " + several, work("backup", source, "backup-parallel", many), "backup-parallel", parallelDump);
        add("reading alone by JDBC, " + several, readingAlone(source, many), "none", parallelDump);
        add(
                parallelDump,
                tool("pg_dump", "-Fd", "-j", many, "-Z", "zstd:1", "-f", parallel.toString(), "-d", source(source)),
                "dump-parallel",
                "");
        add("backup, one at a time", work("backup", source, "backup-one", "1"), "backup-one", "pg_dump -Fc");
        add("pg_dump -Fc", tool("pg_dump", "-Fc", "-f", plain.toString(), "-d", source(source)), "dump-default", "");
        String target = databases.url(TARGET);
        addRestore("restore, " + several, work("restore", target, "backup-parallel", many), parallelRestore);
        addRestore(parallelRestore, tool("pg_restore", "-j", many, "-d", source(target), parallel.toString()), "");
        addRestore("restore, one transaction", work("restore", target, "backup-one", "1"), "pg_restore -1");
        addRestore("pg_restore -1", tool("pg_restore", "-1", "-d", source(target), plain.toString()), "");
    }

    private void add(String name, List<String> command, String output, String against) {
        var program = new MeasuredProgram(name, server);
        cases.add(new Case(name, program, command, folder.resolve(output), false, against));
    }

    private void addRestore(String name, List<String> command, String against) {
        cases.add(new Case(name, new MeasuredProgram(name, server), command, folder, true, against));
    }

    private void run(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (Case one : cases) {
                if (one.restores) {
                    databases.empty(TARGET);
                } else if (Files.exists(one.output)) {
                    // Not deleted: ext4 looks long for an inode that was not freed a moment ago.
                    Files.move(one.output, folder.resolve("old-" + round + "-" + one.output.getFileName()));
                }
                one.program.run(one.command);
                System.err.printf(Locale.ROOT, "round %d: %s%n", round + 1, one.program.row());
            }
        }
    }

    private void print() {
        System.out.println("| what | wall s | client CPU s | server CPU s | client MB |");
        System.out.println("|---|---|---|---|---|");
        cases.forEach(one -> System.out.println(one.program.row()));
        for (Case one : cases) {
            cases.stream()
                    .filter(other -> other.name.equals(one.against))
                    .forEach(other -> System.out.printf(
                            Locale.ROOT,
                            "%s: %.2f times the throughput of %s%n",
                            one.name,
                            other.program.seconds() / one.program.seconds(),
                            other.name));
        }
    }

    private List<String> work(String what, String url, String repository, String many) {
        return java(CompareWork.class, what, url, folder.resolve(repository).toString(), many);
    }

    private static List<String> readingAlone(String url, String many) {
        return java(ReadingAlone.class, url, many);
    }

    private static List<String> java(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private List<String> tool(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tools.resolve(name).toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String source(String url) {
        return url.substring("jdbc:".length());
    }
}

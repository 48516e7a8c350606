package io.dbguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The processor time that a PostgreSQL server on this machine has used, as Linux counts it: ended sessions included. */
final class ServerCpu {
    private static final double TICKS_A_SECOND = 100;
    private static final int USER_TIME = 11;

    /** Where there is no server to look at. */
    static final ServerCpu NONE = new ServerCpu(0);

    private final long postmaster;

    private ServerCpu(long postmaster) {
        this.postmaster = postmaster;
    }

    /** Finds the server that a URL leads to; it has to run on this machine. */
    static ServerCpu of(String url) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT pg_backend_pid()")) {
            result.next();
            return new ServerCpu(parentOf(result.getLong(1)));
        }
    }

    /** Returns seconds. */
    double seconds() throws IOException {
        if (postmaster == 0) {
            return 0;
        }
        double ticks = ticks(postmaster, 4);
        for (ProcessHandle child :
                ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
            ticks += ticksIfAlive(child.pid());
        }
        return ticks / TICKS_A_SECOND;
    }

    /** Returns the seconds of all processes that this one has started and that have ended. */
    static double ofEndedChildren() throws IOException {
        String[] fields = fields(ProcessHandle.current().pid());
        return (Long.parseLong(fields[USER_TIME + 2]) + Long.parseLong(fields[USER_TIME + 3])) / TICKS_A_SECOND;
    }

    /** Two counters are a process' own, four also those of its children that have ended. */
    private static double ticks(long process, int counters) throws IOException {
        String[] fields = fields(process);
        double sum = 0;
        for (int i = 0; i < counters; i++) {
            sum += Long.parseLong(fields[USER_TIME + i]);
        }
        return sum;
    }

    private static double ticksIfAlive(long process) {
        try {
            return ticks(process, 2);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long parentOf(long process) throws IOException {
        return Long.parseLong(fields(process)[1]);
    }

    /** What comes after the name, which may hold spaces itself. */
    private static String[] fields(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(process), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}

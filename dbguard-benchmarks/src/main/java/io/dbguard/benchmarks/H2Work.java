package io.dbguard.benchmarks;

import io.dbguard.Guard;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.h2.jdbcx.JdbcDataSource;

/** What {@link H2Speed} measures: dbguard's backup and restore, and H2's own. */
enum H2Work {
    /** A backup of everything. */
    BACKUP {
        @Override
        void run(Path database, Path backup) {
            try (Guard guard = guard(database, backup)) {
                guard.backup().run();
            }
        }
    },
    /** SCRIPT, compressed. */
    SCRIPT {
        @Override
        void run(Path database, Path backup) throws SQLException {
            execute(database, "SCRIPT TO '" + backup + "' COMPRESSION DEFLATE");
        }
    },
    /** BACKUP, which copies the file, deflated, and cannot be loaded into another version of H2 for sure. */
    BACKUP_TO {
        @Override
        void run(Path database, Path backup) throws SQLException {
            execute(database, "BACKUP TO '" + backup + "'");
        }
    },
    /** A restore into an empty database, read back and compared. */
    RESTORE {
        @Override
        void run(Path database, Path backup) {
            try (Guard guard = guard(database, backup)) {
                guard.restore().latest().run();
            }
        }
    },
    /** RUNSCRIPT. */
    RUNSCRIPT {
        @Override
        void run(Path database, Path backup) throws SQLException {
            execute(database, "RUNSCRIPT FROM '" + backup + "' COMPRESSION DEFLATE");
        }
    };

    /**
     * Does the work.
     *
     * @param database its path
     * @param backup the folder of a repository, or a file
     */
    abstract void run(Path database, Path backup) throws SQLException;

    boolean loads() {
        return this == RESTORE || this == RUNSCRIPT;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Takes the name of the work, the path of the database and that of the backup. */
    public static void main(String[] arguments) throws SQLException {
        valueOf(arguments[0]).runAsAnApplication(Path.of(arguments[1]), Path.of(arguments[2]));
    }

    /** Does the work while the database is open, as it is in an application. */
    void runAsAnApplication(Path database, Path backup) throws SQLException {
        Connection keepsOpen = dataSource(database).getConnection();
        run(database, backup);
        keepsOpen.close();
    }

    static JdbcDataSource dataSource(Path database) {
        var dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:file:" + database.toAbsolutePath());
        dataSource.setUser("sa");
        return dataSource;
    }

    /** Runs statements over one connection; the database is open before and after it only if somebody else has it open. */
    static void execute(Path database, String... statements) throws SQLException {
        try (Connection connection = dataSource(database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Guard guard(Path database, Path backup) {
        return Guard.protect(dataSource(database)).storeIn(backup).build();
    }
}

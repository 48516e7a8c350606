package io.dbguard.cli.internal.swap;

import io.dbguard.api.report.RestoreReport;
import io.dbguard.cli.internal.connect.Database;
import io.dbguard.cli.internal.connect.ServerScratch;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A restore into a new database of a PostgreSQL server, which then takes the name of the one that is there. That one stays
 * under another name. Whatever fails leaves it as it was, and the new one is dropped.
 */
public final class Swap {
    private final Database live;
    private final String name;
    private final Database maintenance;
    private final Consumer<String> notes;

    private Swap(Database live, String name, Database maintenance, Consumer<String> notes) {
        this.live = live;
        this.name = name;
        this.maintenance = maintenance;
        this.notes = notes;
    }

    /**
     * Looks whether a database can be swapped. Changes nothing.
     *
     * @param live the database that is there
     * @param notes is told if the new one could not be dropped after a failure
     * @throws io.dbguard.api.RequestException if the user may not rename it, or others are in it
     */
    public static Swap of(Database live, Consumer<String> notes) {
        String name = live.name();
        Database maintenance = Maintenance.of(live, name);
        try (Connection connection = maintenance.dataSource().getConnection()) {
            Readiness.check(connection, name);
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot look who is in the database " + name, "nothing was changed", e);
        }
        return new Swap(live, name, maintenance, notes);
    }

    /** Restores into a database. */
    @FunctionalInterface
    public interface Restoring {
        /**
         * Restores.
         *
         * @param database is new and empty
         * @param lastStep to be taken when all is restored; it is part of the restore, and nobody may use the database any more
         */
        RestoreReport restore(Database database, Runnable lastStep);
    }

    /**
     * Restores into a new database, and swaps the names.
     *
     * @param restoring restores into the database that it is given
     * @throws io.dbguard.api.DbGuardException if anything fails, or others have connected meanwhile
     */
    public Swapped run(Restoring restoring) {
        try (var scratch =
                ServerScratch.create(live, "see the server's log for details, or restore without --swap", notes)) {
            List<String> warnings = setUp(scratch);
            String kept = KeptName.of(name, Instant.now());
            var names = new NameSwap(maintenance.dataSource(), name, scratch.name(), kept);
            RestoreReport report = restoring.restore(scratch.database(), () -> warnings.addAll(names.run()));
            warnings.addAll(report.warnings());
            return new Swapped(with(warnings, report), kept);
        }
    }

    private List<String> setUp(ServerScratch scratch) {
        try (Connection connection = maintenance.dataSource().getConnection()) {
            if (!scratch.database().name().equals(scratch.name())) {
                // Nothing would be worse than to restore into the wrong one.
                throw new SQLException("the URL leads to another database than it names", "3D000");
            }
            return new ArrayList<>(new Inheritance(connection, name, scratch.name()).passOnFirst());
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot set up a database beside " + name, NameSwap.intact(name), e);
        }
    }

    private static RestoreReport with(List<String> warnings, RestoreReport report) {
        return new RestoreReport(report.backup(), report.safetyBackup(), report.tables(), warnings, report.took());
    }
}

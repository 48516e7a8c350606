package io.dbguard.cli.internal.swap;

import io.dbguard.cli.internal.connect.Database;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A third database of the server, since no database can be renamed from within. Nothing in it is read or changed. */
final class Maintenance {
    private static final List<String> NAMES = List.of("postgres", "template1");

    private Maintenance() {}

    /**
     * Finds one that lets the user in.
     *
     * @param live a database of the server
     * @param name its name
     */
    static Database of(Database live, String name) {
        SQLException last = null;
        for (String other : NAMES) {
            if (!other.equals(name)) {
                Database database = live.beside(other);
                try (Connection connection = database.dataSource().getConnection()) {
                    if (!name.equals(connection.getCatalog())) {
                        return database;
                    }
                } catch (SQLException e) {
                    last = e;
                }
            }
        }
        String failed = "Databases are renamed from a third one, and neither postgres nor template1 can be reached";
        throw SqlFailures.describe(failed, "nothing was changed", last == null ? new SQLException() : last);
    }
}
